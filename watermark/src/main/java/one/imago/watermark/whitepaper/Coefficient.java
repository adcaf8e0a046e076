package one.imago.watermark.whitepaper;

import one.imago.node.picture.Picture;

/** The one coefficient of each 8 x 8 block that carries: frequency (2, 2) of the cosine transform. */
final class Coefficient {
    /** Its pattern of 64 samples row by row; the sum of squares is 1. */
    static final float[] PATTERN = pattern();

    private static final int FREQUENCY = 2;

    private Coefficient() {}

    /**
     * The coefficient of each colour of a block.
     *
     * @param into blue, green and red
     */
    static void read(Picture picture, int bx, int by, float[] into) {
        byte[] bgr = picture.bgr();
        float blue = 0;
        float green = 0;
        float red = 0;
        for (int y = 0; y < 8; y++) {
            int at = 3 * ((8 * by + y) * picture.width() + 8 * bx);
            for (int x = 0; x < 8; x++, at += 3) {
                float weight = PATTERN[8 * y + x];
                blue += weight * (bgr[at] & 0xff);
                green += weight * (bgr[at + 1] & 0xff);
                red += weight * (bgr[at + 2] & 0xff);
            }
        }
        into[0] = blue;
        into[1] = green;
        into[2] = red;
    }

    private static float[] pattern() {
        float[] pattern = new float[64];
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                // Neither frequency is 0, so that the norm is 1/2 each way.
                pattern[8 * y + x] = (float) (0.25 * wave(x) * wave(y));
            }
        }
        return pattern;
    }

    private static double wave(int at) {
        return StrictMath.cos(StrictMath.PI * FREQUENCY * (2 * at + 1) / 16);
    }
}
