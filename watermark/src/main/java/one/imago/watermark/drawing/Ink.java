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

    private final int blue;
    private final int green;
    private final int red;

    Ink(int blue, int green, int red) {
        this.blue = blue;
        this.green = green;
        this.red = red;
    }

    Scalar bgr() {
        return new Scalar(blue, green, red);
    }
}
