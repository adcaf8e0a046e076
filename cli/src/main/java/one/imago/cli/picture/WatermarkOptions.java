package one.imago.cli.picture;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.InputFile;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.MarkScheme;
import one.imago.watermark.mark.PictureMarker;
import one.imago.watermark.whitepaper.GrayPicture;
import one.imago.watermark.whitepaper.Watermark;
import one.imago.watermark.whitepaper.WhitepaperMarker;
import one.imago.watermark.whitepaper.WhitepaperScheme;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the white paper's mark shows, and how strongly. */
final class WatermarkOptions {
    private static final float MAX_STRENGTH = 200;

    @Option(
            names = "--text",
            paramLabel = "WORD",
            description = "Scheme whitepaper: the word that the mark shows, in capitals; letters, digits, spaces and"
                    + " . - + : / @ ! ? &.")
    private @Nullable String text;

    @Option(
            names = "--picture",
            paramLabel = "MARK",
            description = "Scheme whitepaper: the picture that the mark shows, in sixteen grays, scaled to what fits"
                    + " (32 x 16 dots in 768 x 512 pixels, 128 x 64 in 12 megapixels).")
    private @Nullable Path picture;

    @Option(
            names = "--strength",
            paramLabel = "K",
            description = "Scheme whitepaper: how much is added to each coefficient, 1 to 200; 24 when not given.")
    private @Nullable Float strength;

    /** What marks files with the given id, in the given scheme. */
    FileMarker marker(MarkScheme scheme, MarkKey key, Optional<WorkId> id) throws Failure {
        if (scheme.name().equals(WhitepaperScheme.NAME)) {
            Watermark watermark = watermark(id);
            WhitepaperMarker marker = new WhitepaperMarker(checkedStrength());
            return (file, source, target, explanation) -> marker.mark(file, source, watermark, key, target);
        }
        if (text != null || picture != null || strength != null) {
            throw Failure.usage(
                    "--text, --picture and --strength belong to the scheme whitepaper", "add --scheme whitepaper");
        }
        WorkId required = id.orElseThrow(
                () -> Failure.usage("--id is missing: what is to be written?", "give 16 hexadecimal digits"));
        PictureMarker marker = new PictureMarker(scheme);
        return (file, source, target, explanation) ->
                marker.mark(file, source, required, List.of(key), target, explanation);
    }

    private Watermark watermark(Optional<WorkId> id) throws Failure {
        if (text != null && picture != null) {
            throw Failure.usage("--text and --picture: the mark shows one of them", "leave one out");
        }
        if (text != null) {
            try {
                return new Watermark.Text(text, id);
            } catch (IllegalArgumentException e) {
                throw Failure.usage("--text \"" + text + "\": " + e.getMessage(), "");
            }
        }
        if (picture != null) {
            return new Watermark.Drawing(read(picture), id);
        }
        return new Watermark.Id(id.orElseThrow(() -> Failure.usage(
                "--text, --picture or --id is missing: what is to be written?", "for example --text TEST")));
    }

    private float checkedStrength() throws Failure {
        if (strength == null) {
            return WhitepaperScheme.STRENGTH;
        }
        if (!(strength >= 1 && strength <= MAX_STRENGTH)) {
            throw Failure.usage("--strength " + strength + " is not between 1 and 200", "24 is usual");
        }
        return strength;
    }

    private static GrayPicture read(Path file) throws Failure {
        byte[] bytes = InputFile.read(file, PictureLimits.DEFAULT.maxFileBytes());
        try {
            return GrayPicture.of(new LocalPictureDecoder(PictureLimits.DEFAULT).read(bytes));
        } catch (PictureRejected e) {
            throw Failure.refused(e.code(), file + ": " + e.getMessage(), "");
        }
    }
}
