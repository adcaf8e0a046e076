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
    /** What a marked file keeps to where it can, in dB, compression included. */
    private static final double LEAST_PSNR = 40;

    private static final int GENTLER_ROUNDS = 3;

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
        return mark(file, source, id, key, target, Explanation.NONE);
    }

    /**
     * The same.
     *
     * @param explanation is shown where the mark went
     */
    public MarkResult mark(
            byte[] file, DecodedPicture source, WorkId id, MarkKey key, PictureFormat target, Explanation explanation) {
        if (!scheme.fits(source.header().width(), source.header().height())) {
            return new MarkResult.Unmarkable("the picture is smaller than the mark needs: " + scheme.minimumSize());
        }
        int orientation = source.header().orientation();
        Raster upright = Orientation.upright(source.raster(), orientation);
        double spared = 0;
        MarkResult result = written(file, source, scheme.embed(upright, id, key, explanation), target);
        for (int round = 0; round < GENTLER_ROUNDS && result instanceof MarkResult.Marked marked; round++) {
            if (marked.psnr() >= LEAST_PSNR) {
                break;
            }
            // Compression took its share of what may change; the mark has to do with the rest.
            spared += 1.3 * (LEAST_PSNR - marked.psnr()) + 0.2;
            Raster gentler = scheme.embed(upright, id, key, LEAST_PSNR + spared, explanation);
            result = written(file, source, gentler, target);
        }
        if (result instanceof MarkResult.Marked marked
                && !scheme.extract(marked.picture(), key).ids().contains(id)) {
            return new MarkResult.Unmarkable(
                    "the mark does not read back from this picture: too much of it is pure white, black or"
                            + " transparent");
        }
        return result;
    }

    private MarkResult written(byte[] file, DecodedPicture source, Raster marked, PictureFormat target) {
        Raster stored = Orientation.stored(marked, source.header().orientation());
        byte[] written = PictureWriter.write(file, source.header(), stored, target);
        Picture shown = readBack(written);
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
