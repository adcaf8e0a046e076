package one.imago.cli.picture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.FileBatch;
import one.imago.cli.terminal.InputFile;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.MarkSchemes;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.mark.Extraction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The proof by which an owner's mark wins a dispute: the commitment on the ledger opens, and the mark is there. */
@Command(
        name = "owner-mark",
        description = {
            "Show that a picture carries the owner's mark of a work, written under the key that the registration"
                    + " committed to. Key and salt come from owner-marks/WORKID.json in your data directory and never"
                    + " reach the node.",
            "",
            "It proves that whoever made this copy had the marked file, or the key. It does not say who made the"
                    + " picture, and it is worth something only for a copy that came from the other side: whoever knows"
                    + " the key can write the mark into any picture, you too. Show the secret to a court or its expert,"
                    + " not to the public: once shown, it is spent."
        },
        footer = {
            "",
            "Exit 0: the commitment opens and the mark is there. Exit 1: not both.",
            "",
            "A dispute: somebody registered your harbour as his, and sells prints from his own page.",
            "  imago image register dawn.jpg --key me --owner-mark --out marked.jpg      (the day you published it)",
            "  imago image owner-mark from-his-page.jpg --work 1f3a5c7e9b2d4f60          (at home: is it there?)",
            "  imago image certificate 1f3a5c7e9b2d4f60 --out dawn.cert                  (for the court, with the secret)",
            "  imago image owner-mark from-his-page.jpg --work 1f3a5c7e9b2d4f60 --secret dawn-secret.json   (the expert)"
        })
public final class ImageOwnerMark implements Action {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The copy in question.")
    private List<Path> files = List.of();

    @Option(names = "--work", required = true, paramLabel = "WORKID", description = "The work that it is a copy of.")
    private String workId = "";

    @Option(
            names = "--secret",
            paramLabel = "FILE",
            description = "Key and salt. Default: owner-marks/WORKID.json in the data directory.")
    private @Nullable Path secretFile;

    public ImageOwnerMark(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        WorkId id = Arguments.workId(workId);
        OwnerSecret secret = secret(id);
        for (Path file : files) {
            var unused = InputFile.check(file);
        }
        JsonNode work = Works.get(RpcClient.of(terminal), id);
        return FileBatch.run(files, file -> answer(file, secret, work));
    }

    private OwnerSecret secret(WorkId id) throws Failure {
        Path file = secretFile != null
                ? secretFile
                : new OwnerSecret.Drawer(terminal.options().dataDirectory(terminal.environment())).file(id);
        if (secretFile == null && !Files.exists(file)) {
            throw Failure.refused(
                    "owner-mark-secret-not-found",
                    "there is no " + file + ": work " + id + " was not registered with --owner-mark from here",
                    "name the file with --secret; without it an owner's mark proves nothing");
        }
        OwnerSecret secret = OwnerSecret.read(file);
        if (!secret.workId().equals(id)) {
            throw Failure.refused(
                    "owner-mark-of-another-work", file + " belongs to work " + secret.workId() + ", not " + id, "");
        }
        return secret;
    }

    private static Answer answer(Path file, OwnerSecret secret, JsonNode work) throws Failure {
        String registered = work.path("ownerMarkCommit").asString("");
        boolean opens = secret.commitment().hex().equals(registered);
        Extraction read = MarkSchemes.standard().extract(picture(file), secret.key());
        boolean found = read.ids().contains(secret.workId());
        double confidence = found ? read.confidence() : 0;
        ObjectNode json = Json.object()
                .put("workId", secret.workId().toString())
                .put("opens", opens)
                .put("found", found)
                .put("confidence", confidence)
                .put("height", work.path("height").asLong())
                .put("owner", work.path("owner").asString(""));
        String onLedger = registered.isEmpty()
                ? "the registration names no owner's mark"
                : opens ? "opens, registered in block " + work.path("height").asLong() : "DOES NOT OPEN";
        String text = new Table()
                .row("work", secret.workId())
                .row("owner", work.path("owner").asString(""))
                .row("the commitment", onLedger)
                .row(
                        "the owner's mark",
                        found
                                ? String.format(Locale.ROOT, "is in this picture, confidence %.2f", confidence)
                                : "was not found in this picture")
                .toString();
        return opens && found ? Answer.yes(json, text) : Answer.no(json, text);
    }

    private static Picture picture(Path file) throws Failure {
        byte[] bytes = InputFile.read(file, PictureLimits.DEFAULT.maxFileBytes());
        try {
            return new LocalPictureDecoder(PictureLimits.DEFAULT).read(bytes);
        } catch (PictureRejected e) {
            throw Failure.refused(e.code(), file + ": " + e.getMessage(), "");
        }
    }
}
