package one.imago.watermark.drawing;

import org.opencv.core.Scalar;

/** The colours of lines and writing, and what they say. */
public enum Ink {
    /** It was found. */
    FOUND(90, 220, 60),
    /** It was looked for, or is not sure. */
    SOUGHT(40, 150, 255),
    /** What is there anyway: grids, borders. */
    PLAIN(200, 200, 200);

    private final Scalar bgr;

    Ink(int blue, int green, int red) {
        bgr = new Scalar(blue, green, red);
    }

    Scalar bgr() {
        return bgr;
    }
}
