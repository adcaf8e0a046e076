package one.imago.watermark.mark;

import java.util.List;
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
    public static final double LEAST_PSNR = 40;

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
        return mark(file, source, id, List.of(key), target, Explanation.NONE);
    }

    /**
     * The same under several keys, one mark after the other, before the file is compressed once. They share what may
     * change the picture, and all of them read back.
     *
     * @param keys the locator's first, since a later mark makes way for it
     * @param explanation is shown where the marks went
     */
    public MarkResult mark(
            byte[] file,
            DecodedPicture source,
            WorkId id,
            List<MarkKey> keys,
            PictureFormat target,
            Explanation explanation) {
        if (!scheme.fits(source.header().width(), source.header().height())) {
            return new MarkResult.Unmarkable("the picture is smaller than the mark needs: " + scheme.minimumSize());
        }
        Raster upright = Orientation.upright(source.raster(), source.header().orientation());
        double spared = 10 * Math.log10(keys.size());
        MarkResult result = written(file, source, embed(upright, id, keys, spared, explanation), target);
        for (int round = 0; round < GENTLER_ROUNDS && result instanceof MarkResult.Marked marked; round++) {
            if (marked.psnr() >= LEAST_PSNR) {
                break;
            }
            // Compression took its share of what may change; the marks have to do with the rest.
            spared += 1.3 * (LEAST_PSNR - marked.psnr()) + 0.2;
            result = written(file, source, embed(upright, id, keys, spared, explanation), target);
        }
        if (result instanceof MarkResult.Marked marked && !carries(marked.picture(), id, keys)) {
            return new MarkResult.Unmarkable(
                    "the mark does not read back from this picture: too much of it is pure white, black or"
                            + " transparent");
        }
        return result;
    }

    private Raster embed(Raster upright, WorkId id, List<MarkKey> keys, double spared, Explanation explanation) {
        Raster marked = upright;
        for (MarkKey key : keys) {
            marked = spared == 0
                    ? scheme.embed(marked, id, key, explanation)
                    : scheme.embed(marked, id, key, LEAST_PSNR + spared, explanation);
        }
        return marked;
    }

    private boolean carries(Picture picture, WorkId id, List<MarkKey> keys) {
        return keys.stream().allMatch(key -> scheme.extract(picture, key).ids().contains(id));
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
