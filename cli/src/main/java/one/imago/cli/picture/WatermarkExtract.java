package one.imago.cli.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.FileBatch;
import one.imago.cli.terminal.InputFile;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.OutputFile;
import one.imago.cli.terminal.Terminal;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.codec.PictureWriter;
import one.imago.watermark.mark.Explanation;
import one.imago.watermark.mark.Extraction;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.MarkScheme;
import one.imago.watermark.whitepaper.Reading;
import one.imago.watermark.whitepaper.WhitepaperScheme;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what pictures carry invisibly, offline. */
@Command(
        name = "extract",
        description = {
            "Read the id that a picture carries invisibly. Needs no node. A mark can be copied: ask the ledger with"
                    + " imago image verify whose picture it is.",
            "",
            "With --scheme whitepaper, the white paper's mark, --out gets the small gray picture that it shows; a word"
                    + " in it is for your eyes. That scheme finds nothing in a picture that was cropped, scaled or"
                    + " turned."
        },
        footer = {
            "",
            "Examples:",
            "  imago watermark extract found-on-the-web.jpg",
            "  imago watermark extract --json *.jpg",
            "  imago watermark extract marked.png --scheme whitepaper --out mark.png"
        })
public final class WatermarkExtract implements Action {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "IN", description = "The picture, or several.")
    private List<Path> files = List.of();

    @Option(
            names = "--out",
            paramLabel = "MARK",
            description = "Scheme whitepaper: where to write the gray picture that was read, as PNG, each of its dots"
                    + " 8 pixels wide; a directory for several. Written also when no mark was found, for you to judge.")
    private @Nullable Path out;

    @Mixin
    private final MarkOptions options = new MarkOptions();

    @Mixin
    private final ExplainOption explain = new ExplainOption();

    public WatermarkExtract(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        MarkKey key = options.key();
        MarkScheme scheme = options.scheme();
        if (scheme instanceof WhitepaperScheme whitepaper) {
            Outputs outputs = out == null ? null : new Outputs(files, out);
            return FileBatch.run(
                    files,
                    file -> extract(
                            file, (picture, explained) -> read(file, picture, whitepaper, key, outputs, explained)));
        }
        if (out != null) {
            throw Failure.usage("--out gets the picture of the scheme whitepaper", "add --scheme whitepaper");
        }
        return FileBatch.run(
                files, file -> extract(file, (picture, explained) -> found(scheme.extract(picture, key, explained))));
    }

    /** What one reading gave: the answer but for the time that it took. */
    private record Found(
            boolean found, Extraction mark, @Nullable Path picture) {}

    private interface PictureAction {
        Found read(Picture picture, Explanation explanation) throws Failure, IOException;
    }

    private static Found found(Extraction mark) {
        return new Found(!mark.ids().isEmpty(), mark, null);
    }

    private Found read(
            Path file,
            Picture picture,
            WhitepaperScheme scheme,
            MarkKey key,
            @Nullable Outputs outputs,
            Explanation explanation)
            throws Failure, IOException {
        if (!scheme.fits(picture.width(), picture.height())) {
            return found(Extraction.NONE);
        }
        Reading reading = scheme.read(picture, key);
        explanation.show("mark", reading::shown);
        Extraction mark = new Extraction(reading.id().map(List::of).orElse(List.of()), reading.confidence());
        return new Found(
                reading.found(), mark, outputs == null ? null : write(outputs.of(file, "png"), reading.shown()));
    }

    private static Path write(Path target, Picture mark) throws Failure, IOException {
        if (!target.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw Failure.refused(
                    "output-format-unsupported", target + ": the mark is written as .png", "name a file that ends so");
        }
        try (OutputFile output = OutputFile.at(target)) {
            output.write(PictureWriter.png(mark));
        }
        return target;
    }

    private Answer extract(Path file, PictureAction action) throws Failure, IOException {
        byte[] bytes = InputFile.read(file, PictureLimits.DEFAULT.maxFileBytes());
        try {
            long start = terminal.clock().millis();
            Explained explained = explain.of(file);
            Found found = action.read(new LocalPictureDecoder(PictureLimits.DEFAULT).read(bytes), explained);
            long millis = terminal.clock().millis() - start;
            explained.write();
            return answer(found, millis);
        } catch (PictureRejected e) {
            throw Failure.refused(e.code(), file + ": " + e.getMessage(), "");
        }
    }

    private static Answer answer(Found found, long millis) {
        Extraction mark = found.mark();
        ObjectNode json = Json.object()
                .put("found", found.found())
                .put("id", mark.id().map(WorkId::toString).orElse(null));
        ArrayNode ids = json.putArray("ids");
        mark.ids().forEach(id -> ids.add(id.toString()));
        json.put("confidence", mark.confidence()).put("millis", millis);
        String written = "";
        if (found.picture() != null) {
            json.put("out", found.picture().toString());
            written = " What was read is in " + found.picture() + ".";
        }
        if (!found.found()) {
            return Answer.no(json, "No mark was found." + written);
        }
        String what = mark.ids().isEmpty()
                ? "a picture without an id"
                : String.join(" ", mark.ids().stream().map(WorkId::toString).toList());
        return Answer.yes(
                json,
                String.format(
                        Locale.ROOT,
                        "It carries %s (confidence %.2f, %d ms).%s",
                        what,
                        mark.confidence(),
                        millis,
                        written));
    }
}
