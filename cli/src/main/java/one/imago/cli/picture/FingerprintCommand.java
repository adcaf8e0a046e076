package one.imago.cli.picture;

import java.nio.file.Path;
import java.util.List;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.FileBatch;
import one.imago.cli.terminal.InputFile;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.fingerprint.PerceptualHash;
import one.imago.watermark.fingerprint.PictureFingerprints;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** The fingerprints of a picture, offline. */
@Command(
        name = "fingerprint",
        description = "Compute the hashes of a picture by which it is recognised. Needs no node.",
        footer = {
            "",
            "sha256 is of the file, pixelHash of the pixels as shown; phash0 is the white paper's perceptual hash, phash1"
                    + " the one that is searched; pdq is Meta's, and means little where pdqQuality is under 50; iscc is the"
                    + " Image-Code of ISO 24138.",
            "",
            "Example:",
            "  imago fingerprint dawn.jpg dusk.jpg --json"
        })
public final class FingerprintCommand implements Action {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The pictures.")
    private List<Path> files = List.of();

    @Override
    public Answer run() throws Exception {
        return FileBatch.run(files, FingerprintCommand::fingerprint);
    }

    private static Answer fingerprint(Path file) throws Failure {
        byte[] bytes = InputFile.read(file, PictureLimits.DEFAULT.maxFileBytes());
        try {
            PictureFingerprints prints =
                    PictureFingerprints.of(bytes, new LocalPictureDecoder(PictureLimits.DEFAULT).read(bytes));
            ObjectNode json = Json.object()
                    .put("sha256", prints.sha256().hex())
                    .put("pixelHash", prints.pixelHash().hash().hex())
                    .put("phash0", PerceptualHash.hex(prints.phash0()))
                    .put("phash1", PerceptualHash.hex(prints.phash1()))
                    .put("pdq", prints.pdq().hex())
                    .put("pdqQuality", prints.pdq().quality())
                    .put("iscc", prints.iscc())
                    .put("width", prints.width())
                    .put("height", prints.height());
            return Answer.yes(
                    json,
                    new Table()
                            .row("sha256", prints.sha256().hex())
                            .row("pixels", prints.pixelHash().hash().hex())
                            .row("phash0", PerceptualHash.hex(prints.phash0()))
                            .row("phash1", PerceptualHash.hex(prints.phash1()))
                            .row("pdq", prints.pdq().hex())
                            .row("pdqQuality", String.valueOf(prints.pdq().quality()))
                            .row("iscc", prints.iscc())
                            .row("size", prints.width() + " x " + prints.height())
                            .toString());
        } catch (PictureRejected e) {
            throw Failure.refused(e.code(), file + ": " + e.getMessage(), "");
        }
    }
}
