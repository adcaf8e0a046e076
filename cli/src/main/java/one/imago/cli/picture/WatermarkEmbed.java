package one.imago.cli.picture;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.FileBatch;
import one.imago.cli.terminal.InputFile;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.OutputFile;
import one.imago.cli.terminal.Terminal;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.codec.DecodedPicture;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureFormat;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.mark.Explanation;
import one.imago.watermark.mark.MarkResult;
import one.imago.watermark.mark.PictureQuality;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Writes a mark into pictures, offline. */
@Command(
        name = "embed",
        description = {
            "Write a 64-bit id, or a small picture, invisibly into a picture. Needs no node, and registers nothing.",
            "",
            "The scheme whitepaper is the white paper's method to the letter: it carries a small gray picture, such as"
                    + " a word, with or without an id. It withstands JPEG, but no crop, no change of size, no rotation:"
                    + " for finding a picture again use the robust scheme."
        },
        footer = {
            "",
            "Examples:",
            "  imago watermark embed dawn.jpg marked.jpg --id 1f3a5c7e9b2d4f60",
            "  imago watermark embed *.jpg --out marked/ --id 1f3a5c7e9b2d4f60",
            "  imago watermark embed dawn.jpg marked.png --scheme whitepaper --text TEST",
            "  imago watermark embed dawn.jpg m.png --scheme whitepaper --picture logo.png"
        })
public final class WatermarkEmbed implements Action {
    private final Terminal terminal;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "The picture and where to write it, as .jpg, .png or .webp; with --out, pictures only.")
    private List<Path> files = List.of();

    @Option(
            names = "--out",
            paramLabel = "PATH",
            description =
                    "Where to write: a file, or a directory, in which files keep their names and formats (TIFF and"
                            + " BMP become .png).")
    private @Nullable Path out;

    @Option(names = "--id", paramLabel = "HEX16", description = "The id, 16 hexadecimal digits.")
    private @Nullable String id;

    @Mixin
    private final MarkOptions options = new MarkOptions();

    @Mixin
    private final WatermarkOptions watermark = new WatermarkOptions();

    @Mixin
    private final ExplainOption explain = new ExplainOption();

    public WatermarkEmbed(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        Optional<WorkId> workId = id == null ? Optional.empty() : Optional.of(Arguments.workId(id));
        FileMarker marker = watermark.marker(options.scheme(), options.key(), workId);
        Path target = out;
        List<Path> inputs = files;
        if (target == null) {
            if (files.size() != 2) {
                throw Failure.usage(
                        files.size() < 2
                                ? "where to write is missing"
                                : "more than two files: which are to be read and where to write is not clear",
                        "name a picture and a file to write, or several pictures and --out DIRECTORY");
            }
            target = files.get(1);
            inputs = files.subList(0, 1);
        }
        Outputs outputs = new Outputs(inputs, target);
        return FileBatch.run(inputs, file -> embed(file, outputs, marker, workId));
    }

    private Answer embed(Path in, Outputs outputs, FileMarker marker, Optional<WorkId> workId) throws Exception {
        byte[] file = InputFile.read(in, PictureLimits.DEFAULT.maxFileBytes());
        try {
            long start = terminal.clock().millis();
            DecodedPicture source = new LocalPictureDecoder(PictureLimits.DEFAULT).decode(file);
            PictureFormat own = source.header().format().written();
            Path to = outputs.of(in, own.extension());
            PictureFormat format = format(to);
            Explained explained = explain.of(in);
            try (OutputFile output = OutputFile.at(to)) {
                MarkResult result = marker.mark(file, source, format, explained);
                if (result instanceof MarkResult.Unmarkable unmarkable) {
                    throw Failure.refused("not-markable", in + ": " + unmarkable.reason(), "");
                }
                MarkResult.Marked marked = (MarkResult.Marked) result;
                output.write(marked.file());
                long millis = terminal.clock().millis() - start;
                explained.show("difference", () -> Explanation.difference(source.picture(), marked.picture()));
                explained.write();
                return answer(source, marked, millis, workId, to);
            }
        } catch (PictureRejected e) {
            throw Failure.refused(e.code(), in + ": " + e.getMessage(), "");
        }
    }

    private static PictureFormat format(Path to) throws Failure {
        return PictureFormat.writtenTo(to.toString())
                .orElseThrow(() -> Failure.refused(
                        "output-format-unsupported",
                        to + ": marked pictures are written as .jpg, .png or .webp",
                        "name a file that ends so"));
    }

    private static Answer answer(
            DecodedPicture source, MarkResult.Marked marked, long millis, Optional<WorkId> id, Path to) {
        double ssim = PictureQuality.ssim(source.picture(), marked.picture());
        ObjectNode json = Json.object()
                .put("psnr", marked.psnr())
                .put("ssim", ssim)
                .put("scheme", marked.scheme())
                .put("millis", millis)
                .put("id", id.map(WorkId::toString).orElse(null))
                .put("out", to.toString());
        return Answer.yes(
                json,
                String.format(
                        Locale.ROOT,
                        "Marked%s: %.1f dB, similarity %.4f, %d ms. Written to %s",
                        id.map(value -> " with " + value).orElse(""),
                        marked.psnr(),
                        ssim,
                        millis,
                        to));
    }
}
