package one.imago.watermark.whitepaper;

import one.imago.node.picture.Picture;
import one.imago.watermark.mark.MarkKey;

/**
 * Reads the added bits without the original. A bit is the sign of what was added, and the picture's own coefficient
 * stands in the way. Two guesses at it are made, and whoever asks takes the one that makes sense:
 *
 * <ul>
 *   <li>{@link #byColour}: what the two other colours of the same block have. Colours of a photograph share their
 *       detail, so that nearly nothing of it is left in the difference. JPEG with coarse chroma takes the difference
 *       away too.
 *   <li>{@link #byBrightness}: nothing, its expectation. The luma's coefficient is taken as it is, cut off at a
 *       threshold, and weighs as much as the colour does in the luma.
 * </ul>
 */
final class BlindReader {
    private static final float COLOUR_LIMIT = 16;
    private static final float BRIGHTNESS_LIMIT = 14;
    /** Of blue, green and red in the luma of JPEG. */
    private static final float[] WEIGHTS = {0.114f, 0.587f, 0.299f};

    private final double[] byColour;
    private final double[] byBrightness;

    private BlindReader(int bits) {
        byColour = new double[bits];
        byBrightness = new double[bits];
    }

    static BlindReader of(Picture picture, Layout layout, MarkKey key) {
        BlindReader reader = new BlindReader(layout.bits());
        KeySchedule.Colours colours = KeySchedule.of(key).colours();
        float[] coefficients = new float[3];
        int block = 0;
        for (int by = 0; by < picture.height() / 8; by++) {
            for (int bx = 0; bx < picture.width() / 8; bx++) {
                Coefficient.read(picture, bx, by, coefficients);
                reader.add(block++ % layout.bits(), coefficients, colours.next());
            }
        }
        return reader;
    }

    private void add(int bit, float[] coefficients, int colour) {
        float own = coefficients[colour];
        float others = (coefficients[0] + coefficients[1] + coefficients[2] - own) / 2;
        byColour[bit] += limited(own - others, COLOUR_LIMIT);
        float luma = WEIGHTS[0] * coefficients[0] + WEIGHTS[1] * coefficients[1] + WEIGHTS[2] * coefficients[2];
        byBrightness[bit] += WEIGHTS[colour] * limited(luma, BRIGHTNESS_LIMIT);
    }

    /** A value for each bit of the sequence, positive for 1; larger is surer. */
    double[] byColour() {
        return byColour;
    }

    double[] byBrightness() {
        return byBrightness;
    }

    private static float limited(float value, float limit) {
        return Math.max(-limit, Math.min(limit, value));
    }
}
