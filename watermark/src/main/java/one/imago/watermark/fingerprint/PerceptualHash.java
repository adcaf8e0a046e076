package one.imago.watermark.fingerprint;

import java.util.Arrays;
import one.imago.node.picture.Picture;

/**
 * The 64-bit DCT hash in two versions. Both shrink the picture to 32 x 32 gray levels, transform by an orthonormal
 * DCT-II and keep the 8 x 8 lowest frequencies, the constant one included. Bit 63 (the first of the text form) belongs
 * to frequency (0, 0), then row by row: horizontal frequency changes fastest.
 *
 * <ul>
 *   <li>Version 0, the white paper's: bit = 1 where the coefficient is at least the <em>mean</em> of the 64. The
 *       constant term dominates that mean, so that about half of the bits say little: measured, 30 bits' worth, and
 *       unrelated photographs come within 8 bits once in 200. Kept for parity with the paper.
 *   <li>Version 1: bit = 1 where it is greater than the <em>median</em> of the 64 (the rule of the Python package
 *       imagehash); 59 bits' worth. This one is indexed.
 * </ul>
 *
 * A match is a candidate, never a proof. Double arithmetic in a fixed order and {@link StrictMath}, so that every machine
 * gets the same bits.
 */
public final class PerceptualHash {
    private static final int SIDE = GrayThumbnail.SIDE;
    private static final int KEPT = 8;
    private static final double[][] BASIS = basis();

    private PerceptualHash() {}

    /** Version 0. */
    public static long whitepaper(Picture picture) {
        return overMean(lowFrequencies(GrayThumbnail.of(picture)));
    }

    /** Version 1. */
    public static long median(Picture picture) {
        return overMedian(lowFrequencies(GrayThumbnail.of(picture)));
    }

    /** Number of bits that differ, 0 to 64. */
    public static int distance(long a, long b) {
        return Long.bitCount(a ^ b);
    }

    /** 16 lower-case hexadecimal digits. */
    public static String hex(long hash) {
        String digits = Long.toHexString(hash);
        return "0".repeat(16 - digits.length()) + digits;
    }

    static long overMean(double[] coefficients) {
        double sum = 0;
        for (double coefficient : coefficients) {
            sum += coefficient;
        }
        double mean = sum / coefficients.length;
        long hash = 0;
        for (double coefficient : coefficients) {
            hash = (hash << 1) | (coefficient >= mean ? 1 : 0);
        }
        return hash;
    }

    static long overMedian(double[] coefficients) {
        double[] sorted = coefficients.clone();
        Arrays.sort(sorted);
        double median = (sorted[31] + sorted[32]) / 2;
        long hash = 0;
        for (double coefficient : coefficients) {
            hash = (hash << 1) | (coefficient > median ? 1 : 0);
        }
        return hash;
    }

    /** The 64 coefficients of lowest frequency of a 32 x 32 picture, row by row. */
    static double[] lowFrequencies(double[] gray) {
        double[] rows = new double[SIDE * KEPT];
        for (int y = 0; y < SIDE; y++) {
            for (int u = 0; u < KEPT; u++) {
                double sum = 0;
                for (int x = 0; x < SIDE; x++) {
                    sum += BASIS[u][x] * gray[SIDE * y + x];
                }
                rows[KEPT * y + u] = sum;
            }
        }
        double[] coefficients = new double[KEPT * KEPT];
        for (int v = 0; v < KEPT; v++) {
            for (int u = 0; u < KEPT; u++) {
                double sum = 0;
                for (int y = 0; y < SIDE; y++) {
                    sum += BASIS[v][y] * rows[KEPT * y + u];
                }
                coefficients[KEPT * v + u] = sum;
            }
        }
        return coefficients;
    }

    private static double[][] basis() {
        double[][] basis = new double[KEPT][SIDE];
        for (int u = 0; u < KEPT; u++) {
            double norm = StrictMath.sqrt((u == 0 ? 1.0 : 2.0) / SIDE);
            for (int x = 0; x < SIDE; x++) {
                basis[u][x] = norm * StrictMath.cos(StrictMath.PI * u * (2 * x + 1) / (2.0 * SIDE));
            }
        }
        return basis;
    }
}
