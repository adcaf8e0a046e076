package one.imago.cli.picture;

import java.nio.file.Path;
import java.util.Locale;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
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
import one.imago.watermark.mark.MarkResult;
import one.imago.watermark.mark.MarkScheme;
import one.imago.watermark.mark.PictureMarker;
import one.imago.watermark.mark.PictureQuality;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes an id into a picture, offline. */
@Command(
        name = "embed",
        description = "Write a 64-bit id invisibly into a picture. Needs no node, and registers nothing.",
        footer = {"", "Example:", "  imago watermark embed dawn.jpg marked.jpg --id 1f3a5c7e9b2d4f60"})
public final class WatermarkEmbed implements Action {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "IN", description = "The picture.")
    private Path in = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "Where to write it, as .jpg, .png or .webp.")
    private Path out = Path.of("");

    @Option(names = "--id", required = true, paramLabel = "HEX16", description = "The id, 16 hexadecimal digits.")
    private String id = "";

    @Mixin
    private final MarkOptions options = new MarkOptions();

    public WatermarkEmbed(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        WorkId workId = Arguments.workId(id);
        MarkScheme scheme = options.scheme();
        PictureFormat format = PictureFormat.writtenTo(out.toString())
                .orElseThrow(() -> Failure.refused(
                        "output-format-unsupported",
                        out + ": marked pictures are written as .jpg, .png or .webp",
                        "name a file that ends so"));
        byte[] file = InputFile.read(in, PictureLimits.DEFAULT.maxFileBytes());
        try (OutputFile output = OutputFile.at(out)) {
            long start = terminal.clock().millis();
            DecodedPicture source = new LocalPictureDecoder(PictureLimits.DEFAULT).decode(file);
            MarkResult result = new PictureMarker(scheme).mark(file, source, workId, options.key(), format);
            if (result instanceof MarkResult.Unmarkable unmarkable) {
                throw Failure.refused("not-markable", in + ": " + unmarkable.reason(), "");
            }
            MarkResult.Marked marked = (MarkResult.Marked) result;
            output.write(marked.file());
            long millis = terminal.clock().millis() - start;
            double ssim = PictureQuality.ssim(source.picture(), marked.picture());
            return Answer.yes(
                    Json.object()
                            .put("psnr", marked.psnr())
                            .put("ssim", ssim)
                            .put("scheme", marked.scheme())
                            .put("millis", millis)
                            .put("id", workId.toString())
                            .put("out", out.toString()),
                    String.format(
                            Locale.ROOT,
                            "Marked with %s: %.1f dB, similarity %.4f, %d ms. Written to %s",
                            workId,
                            marked.psnr(),
                            ssim,
                            millis,
                            out));
        } catch (PictureRejected e) {
            throw Failure.refused(e.code(), in + ": " + e.getMessage(), "");
        }
    }
}
