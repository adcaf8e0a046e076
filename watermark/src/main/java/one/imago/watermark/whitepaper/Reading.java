package one.imago.watermark.whitepaper;

import java.util.Optional;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;

/**
 * What was read out of a picture.
 *
 * @param found whether there is a mark under the key
 * @param id that the mark carries
 * @param picture what stands where the gray watermark picture is; noise when there is no mark, or too little left of it
 * @param confidence 0 to 1: how much of the machine's bits agrees with what they were decoded to; 0 when none was found
 */
public record Reading(boolean found, Optional<WorkId> id, GrayPicture picture, double confidence) {
    private static final int ENLARGED = 8;

    /** The gray picture for a person, each of its samples eight pixels wide. */
    public Picture shown() {
        return picture.enlarged(ENLARGED);
    }
}
