package one.imago.watermark.fingerprint;

import java.util.Arrays;

/**
 * The rule of pHash version 1 on coefficients of the plain DCT-II: bit = 1 where a coefficient is greater than the median
 * of all (the mean of the middle two).
 *
 * <p>Coefficients are first rounded to multiples of 2^-16. What a transform leaves where the exact value is 0, or where
 * two are equal, is noise of the order of 10^-9, different in every implementation; real differences are larger. So flat
 * and symmetric pictures have a code too, and a code does not depend on the order of the sums.
 */
final class MedianHash {
    private static final int KEPT = 8;
    private static final double GRID = 65536;

    private MedianHash() {}

    /** 64 numbers whose order is that of the coefficients. */
    static long[] onGrid(double[] coefficients) {
        long[] grid = new long[coefficients.length];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = (long) StrictMath.rint(coefficients[i] * GRID);
        }
        return grid;
    }

    /** The first number decides bit 63. */
    static long of(long[] grid) {
        long[] sorted = grid.clone();
        Arrays.sort(sorted);
        long twiceMedian = sorted[31] + sorted[32];
        long hash = 0;
        for (long coefficient : grid) {
            hash = (hash << 1) | (2 * coefficient > twiceMedian ? 1 : 0);
        }
        return hash;
    }

    /**
     * The codes of the picture turned in the eight ways of the EXIF orientations, the one that is not turned first: what
     * mirrors a picture turns the signs of its odd frequencies, what swaps its axes swaps theirs.
     */
    static long[] turned(long[] grid) {
        long[] codes = new long[8];
        for (int orientation = 1; orientation <= codes.length; orientation++) {
            boolean swapped = orientation >= 5;
            boolean flipped = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
            boolean upsideDown = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
            long[] turned = new long[grid.length];
            for (int v = 0; v < KEPT; v++) {
                for (int u = 0; u < KEPT; u++) {
                    long coefficient = swapped ? grid[KEPT * u + v] : grid[KEPT * v + u];
                    boolean negative = (flipped && u % 2 == 1) ^ (upsideDown && v % 2 == 1);
                    turned[KEPT * v + u] = negative ? -coefficient : coefficient;
                }
            }
            codes[orientation - 1] = of(turned);
        }
        return codes;
    }
}
