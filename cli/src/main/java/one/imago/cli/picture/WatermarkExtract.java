package one.imago.cli.picture;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.FileBatch;
import one.imago.cli.terminal.InputFile;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.mark.Extraction;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.MarkScheme;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the id out of a picture, offline. */
@Command(
        name = "extract",
        description =
                "Read the id that a picture carries invisibly. Needs no node. A mark can be copied: ask the ledger"
                        + " with imago image verify whose picture it is.",
        footer = {"", "Example:", "  imago watermark extract found-on-the-web.jpg"})
public final class WatermarkExtract implements Action {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "IN", description = "The picture.")
    private List<Path> files = List.of();

    @Mixin
    private final MarkOptions options = new MarkOptions();

    public WatermarkExtract(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        MarkKey key = options.key();
        MarkScheme scheme = options.scheme();
        return FileBatch.run(files, file -> extract(file, scheme, key));
    }

    private Answer extract(Path file, MarkScheme scheme, MarkKey key) throws Failure {
        byte[] bytes = InputFile.read(file, PictureLimits.DEFAULT.maxFileBytes());
        try {
            long start = terminal.clock().millis();
            Extraction mark = scheme.extract(new LocalPictureDecoder(PictureLimits.DEFAULT).read(bytes), key);
            long millis = terminal.clock().millis() - start;
            ObjectNode json = Json.object()
                    .put("found", !mark.ids().isEmpty())
                    .put("id", mark.id().map(WorkId::toString).orElse(null));
            ArrayNode ids = json.putArray("ids");
            mark.ids().forEach(id -> ids.add(id.toString()));
            json.put("confidence", mark.confidence()).put("millis", millis);
            if (mark.ids().isEmpty()) {
                return Answer.no(json, "No mark was found.");
            }
            return Answer.yes(
                    json,
                    String.format(
                            Locale.ROOT,
                            "It carries %s (confidence %.2f, %d ms).",
                            String.join(
                                    " ",
                                    mark.ids().stream().map(WorkId::toString).toList()),
                            mark.confidence(),
                            millis));
        } catch (PictureRejected e) {
            throw Failure.refused(e.code(), file + ": " + e.getMessage(), "");
        }
    }
}
