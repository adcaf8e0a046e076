package one.imago.watermark.fingerprint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import one.imago.node.crypto.Hex;
import one.imago.node.picture.Picture;

/**
 * PDQ, the 256-bit perceptual hash that Meta published, with its quality. Coefficients (1..16, 1..16) of the 64-point
 * DCT-II of the {@link PdqThumbnail}; a bit is 1 where its coefficient is greater than the lower median of the 256.
 *
 * <p>The words hold the bits as the text form prints them: bit 63 of {@code first} is frequency (16, 16), bit 0 of
 * {@code fourth} is (1, 1), and the horizontal frequency changes fastest.
 *
 * <p>Single-precision arithmetic in the order of the published Java reference, except that the cosines are
 * {@link StrictMath}'s, so that every machine gets the same bits.
 *
 * @param first bits 255 to 192
 * @param second bits 191 to 128
 * @param third bits 127 to 64
 * @param fourth bits 63 to 0
 * @param quality 0 (flat) to 100: how much of a picture there is to recognise
 */
public record PdqHash(long first, long second, long third, long fourth, int quality) {
    public static final int VERSION = 1;
    /** The publisher's advice: hashes of a lower quality match too much. */
    public static final int USEFUL_QUALITY = 50;
    /** The publisher's advice: up to this many different bits, two pictures are taken for the same. */
    public static final int USUAL_DISTANCE = 31;

    private static final int SIDE = PdqThumbnail.SIDE;
    private static final int KEPT = 16;
    /** The reference has tested no smaller pictures, and gives them an empty hash. */
    private static final int SMALLEST_SIDE = 5;

    private static final float[][] BASIS = basis();

    /** A picture with a side under 5 pixels has the hash 0 and the quality 0. */
    public static PdqHash of(Picture picture) {
        if (picture.width() < SMALLEST_SIDE || picture.height() < SMALLEST_SIDE) {
            return new PdqHash(0, 0, 0, 0, 0);
        }
        float[] levels = PdqThumbnail.of(picture);
        long[] words = overMedian(frequencies(levels));
        return new PdqHash(words[0], words[1], words[2], words[3], quality(levels));
    }

    /** 32 bytes, in the order of the text form. */
    public byte[] bytes() {
        return ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return Hex.encode(bytes());
    }

    /** Number of bits that differ, 0 to 256. */
    public int distance(PdqHash other) {
        return Long.bitCount(first ^ other.first)
                + Long.bitCount(second ^ other.second)
                + Long.bitCount(third ^ other.third)
                + Long.bitCount(fourth ^ other.fourth);
    }

    /** Whether there is enough in the picture for the hash to mean something. */
    public boolean useful() {
        return quality >= USEFUL_QUALITY;
    }

    /** Steps between neighbours in whole percent of the range, so that many small ones do not count; 90 steps a point. */
    static int quality(float[] levels) {
        int steps = 0;
        for (int i = 0; i < levels.length; i++) {
            if (i + SIDE < levels.length) {
                steps += step(levels[i], levels[i + SIDE]);
            }
            if (i % SIDE != SIDE - 1) {
                steps += step(levels[i], levels[i + 1]);
            }
        }
        return Math.min(100, steps / 90);
    }

    private static int step(float from, float to) {
        return Math.abs((int) ((from - to) * 100 / 255));
    }

    /** 16 x 16 coefficients, row by row; vertical frequencies first, as the reference sums. */
    static float[] frequencies(float[] levels) {
        float[] columns = new float[KEPT * SIDE];
        for (int v = 0; v < KEPT; v++) {
            for (int x = 0; x < SIDE; x++) {
                float sum = 0;
                for (int y = 0; y < SIDE; y++) {
                    sum += BASIS[v][y] * levels[SIDE * y + x];
                }
                columns[SIDE * v + x] = sum;
            }
        }
        float[] coefficients = new float[KEPT * KEPT];
        for (int v = 0; v < KEPT; v++) {
            for (int u = 0; u < KEPT; u++) {
                float sum = 0;
                for (int x = 0; x < SIDE; x++) {
                    sum += columns[SIDE * v + x] * BASIS[u][x];
                }
                coefficients[KEPT * v + u] = sum;
            }
        }
        return coefficients;
    }

    /** Four words, the highest bits first. */
    static long[] overMedian(float[] coefficients) {
        float[] sorted = coefficients.clone();
        Arrays.sort(sorted);
        float median = sorted[sorted.length / 2 - 1];
        long[] words = new long[4];
        for (int i = 0; i < coefficients.length; i++) {
            if (coefficients[i] > median) {
                words[3 - i / Long.SIZE] |= 1L << (i % Long.SIZE);
            }
        }
        return words;
    }

    private static float[][] basis() {
        float norm = (float) StrictMath.sqrt(2.0 / SIDE);
        float[][] basis = new float[KEPT][SIDE];
        for (int u = 0; u < KEPT; u++) {
            for (int x = 0; x < SIDE; x++) {
                basis[u][x] = (float) (norm * StrictMath.cos(StrictMath.PI / 2 / SIDE * (u + 1) * (2 * x + 1)));
            }
        }
        return basis;
    }
}
