package one.imago.watermark.journey;

import java.util.Optional;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.DecodedPicture;
import one.imago.watermark.codec.PictureFormat;
import one.imago.watermark.codec.PictureWriter;
import one.imago.watermark.codec.Raster;
import one.imago.watermark.likeness.Reduction;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.MarkResult;
import one.imago.watermark.mark.MarkScheme;
import one.imago.watermark.mark.PictureMarker;

/**
 * Marks with the public locator key. The preview is the marked picture made smaller: the mark survives that, so that a
 * preview which somebody copies leads home. A picture so large that its mark would not survive has its preview marked
 * at the preview's own size.
 */
final class MarkMaker implements Marker {
    private static final double LEAST_REDUCTION = 0.4;

    private final MarkScheme scheme;
    private final PictureMarker marker;

    MarkMaker(MarkScheme scheme) {
        this.scheme = scheme;
        this.marker = new PictureMarker(scheme);
    }

    @Override
    public MarkResult mark(byte[] file, DecodedPicture decoded, WorkId id, Optional<PictureFormat> format) {
        return marker.mark(
                file,
                decoded,
                id,
                MarkKey.LOCATOR,
                format.orElse(decoded.header().format().written()));
    }

    @Override
    public byte[] preview(Picture reduced, MarkResult mark, WorkId id) {
        if (!(mark instanceof MarkResult.Marked marked) || !scheme.fits(reduced.width(), reduced.height())) {
            return PictureWriter.preview(reduced);
        }
        Picture shown = marked.picture();
        if (reduced.width() >= LEAST_REDUCTION * shown.width()) {
            return PictureWriter.preview(Reduction.of(shown, Math.max(reduced.width(), reduced.height())));
        }
        Raster raster = Raster.of8(reduced.width(), reduced.height(), 3, reduced.bgr());
        Raster withMark = scheme.embed(raster, id, MarkKey.LOCATOR);
        return PictureWriter.preview(new Picture(withMark.width(), withMark.height(), withMark.samples8()));
    }
}
