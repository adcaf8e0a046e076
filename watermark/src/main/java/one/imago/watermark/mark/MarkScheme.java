package one.imago.watermark.mark;

import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.Raster;

/** One way to write a 64-bit id into a picture so that it can't be seen and comes back without the original. */
public interface MarkScheme {
    /** Name on the command line and in answers. */
    String name();

    /** Whether a picture of this size can carry the mark; the smallest size is for a person. */
    boolean fits(int width, int height);

    /** The smallest size that fits, for a person. */
    String minimumSize();

    /**
     * Writes an id. The samples given are left as they are. Whether the mark holds is for the caller to find out, by
     * reading it from the file that is made of the result.
     *
     * @param upright samples with orientation applied, since that is what a reader will see
     * @throws IllegalArgumentException when the picture does not fit
     */
    default Raster embed(Raster upright, WorkId id, MarkKey key) {
        return embed(upright, id, key, Explanation.NONE);
    }

    /**
     * The same.
     *
     * @param explanation is shown where the mark went
     */
    Raster embed(Raster upright, WorkId id, MarkKey key, Explanation explanation);

    /**
     * Writes an id with less strength than usual, for a file whose compression changes the picture as well. A scheme of
     * one strength only writes with that.
     *
     * @param leastPsnr how little the mark alone may change the picture, in dB over all channels
     */
    default Raster embed(Raster upright, WorkId id, MarkKey key, double leastPsnr, Explanation explanation) {
        return embed(upright, id, key, explanation);
    }

    /** Reads the ids that a picture carries. Never reports one on an unmarked picture but by the documented chance. */
    default Extraction extract(Picture picture, MarkKey key) {
        return extract(picture, key, Explanation.NONE);
    }

    /**
     * The same.
     *
     * @param explanation is shown what the answer rests on, whether something was found or not
     */
    Extraction extract(Picture picture, MarkKey key, Explanation explanation);
}
