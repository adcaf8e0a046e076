package one.imago.watermark.whitepaper;

import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.codec.DecodedPicture;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.Orientation;
import one.imago.watermark.codec.PictureFormat;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.codec.PictureWriter;
import one.imago.watermark.codec.Raster;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.MarkResult;
import one.imago.watermark.mark.PictureQuality;

/**
 * Writes watermark pictures into files and proves that they read back. The general marker knows ids alone.
 *
 * @param strength added to each coefficient, more than 0
 */
public record WhitepaperMarker(float strength) {
    private static final WhitepaperScheme SCHEME = new WhitepaperScheme();

    /**
     * @param file the source file, whose metadata and compression are kept as far as {@code target} allows
     * @param source the same file decoded
     * @param target format to write: JPEG, PNG or WebP
     */
    public MarkResult mark(byte[] file, DecodedPicture source, Watermark watermark, MarkKey key, PictureFormat target) {
        if (!SCHEME.fits(source.header().width(), source.header().height())) {
            return new MarkResult.Unmarkable("the picture is smaller than the mark needs: " + SCHEME.minimumSize());
        }
        int orientation = source.header().orientation();
        Raster upright = Orientation.upright(source.raster(), orientation);
        Raster marked;
        try {
            marked = SCHEME.embed(upright, watermark, key, strength);
        } catch (IllegalArgumentException e) {
            return new MarkResult.Unmarkable(String.valueOf(e.getMessage()));
        }
        byte[] written = PictureWriter.write(file, source.header(), Orientation.stored(marked, orientation), target);
        Picture shown = readBack(written);
        Reading reading = SCHEME.read(shown, key);
        if (!reading.found() || !reading.id().equals(watermark.id())) {
            return new MarkResult.Unmarkable("the mark does not read back from this picture: the strength is too low,"
                    + " or too much of it is pure white, black or transparent");
        }
        return new MarkResult.Marked(
                written, target, shown, SCHEME.name(), PictureQuality.psnr(source.picture(), shown));
    }

    private static Picture readBack(byte[] written) {
        try {
            return new LocalPictureDecoder(new PictureLimits(Integer.MAX_VALUE, Integer.MAX_VALUE)).read(written);
        } catch (PictureRejected e) {
            throw new IllegalStateException("the file just written does not decode", e);
        }
    }
}
