package one.imago.watermark.attack;

import java.util.SplittableRandom;
import org.opencv.core.Mat;

/** One change of a picture's pixels. */
@FunctionalInterface
interface Step {
    /**
     * @param picture 8-bit, three channels, blue first; left as it is, and released by whoever made it
     * @param random where the change has a choice
     * @return a matrix of its own, which the caller releases
     */
    Mat on(Mat picture, SplittableRandom random);

    /** This change, then another one. */
    default Step then(Step next) {
        return (picture, random) -> {
            Mat between = on(picture, random);
            try {
                return next.on(between, random);
            } finally {
                between.release();
            }
        };
    }
}
