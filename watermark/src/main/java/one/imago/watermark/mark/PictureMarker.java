package one.imago.watermark.mark;

import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.codec.DecodedPicture;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.Orientation;
import one.imago.watermark.codec.PictureFormat;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.codec.PictureWriter;
import one.imago.watermark.codec.Raster;

/** Makes a marked file of a source file and proves that the mark reads back from it. Thread-safe. */
public final class PictureMarker {
    private final MarkScheme scheme;

    public PictureMarker(MarkScheme scheme) {
        this.scheme = scheme;
    }

    /**
     * @param file the source file, whose metadata and compression are kept as far as {@code target} allows
     * @param source the same file decoded
     * @param target format to write: JPEG, PNG or WebP
     */
    public MarkResult mark(byte[] file, DecodedPicture source, WorkId id, MarkKey key, PictureFormat target) {
        if (!scheme.fits(source.header().width(), source.header().height())) {
            return new MarkResult.Unmarkable("the picture is smaller than the mark needs: " + scheme.minimumSize());
        }
        int orientation = source.header().orientation();
        Raster marked = scheme.embed(Orientation.upright(source.raster(), orientation), id, key);
        byte[] written = PictureWriter.write(file, source.header(), Orientation.stored(marked, orientation), target);
        Picture shown = readBack(written);
        if (!scheme.extract(shown, key).ids().contains(id)) {
            return new MarkResult.Unmarkable(
                    "the mark does not read back from this picture: too much of it is pure white, black or transparent");
        }
        return new MarkResult.Marked(
                written, target, shown, scheme.name(), PictureQuality.psnr(source.picture(), shown));
    }

    /** Reads the ids that a picture carries under a key. */
    public Extraction extract(Picture picture, MarkKey key) {
        return scheme.extract(picture, key);
    }

    /** Our own encoder's bytes, so that no child process is needed; any size that was just written is allowed. */
    private static Picture readBack(byte[] written) {
        try {
            return new LocalPictureDecoder(new PictureLimits(Integer.MAX_VALUE, Integer.MAX_VALUE)).read(written);
        } catch (PictureRejected e) {
            throw new IllegalStateException("the file just written does not decode", e);
        }
    }
}
