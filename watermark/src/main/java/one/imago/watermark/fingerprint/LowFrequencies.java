package one.imago.watermark.fingerprint;

/**
 * The lowest frequencies of a 32 x 32 gray picture by the plain DCT-II, c(u, v) = Σy Σx f(x, y) cos(π u (2x + 1) / 64)
 * cos(π v (2y + 1) / 64): first along rows, then along columns, in doubles and a fixed order, with {@link StrictMath}'s
 * cosines. Each line is folded at its middle first, so that a mirrored picture has the very same coefficients with the
 * signs of the odd ones turned.
 */
final class LowFrequencies {
    private static final int SIDE = GrayThumbnail.SIDE;
    private static final int HALF = SIDE / 2;
    /** Most that anybody asks for. */
    private static final int MOST = 9;

    private static final double[][] COSINES = cosines();

    private LowFrequencies() {}

    /**
     * @param gray 32 x 32 levels, row by row
     * @param kept frequencies of either direction, at most 9
     * @return kept x kept coefficients, row by row: the horizontal frequency u changes fastest
     */
    static double[] of(double[] gray, int kept) {
        double[] rows = new double[SIDE * kept];
        double[] line = new double[SIDE];
        double[] transformed = new double[kept];
        for (int y = 0; y < SIDE; y++) {
            System.arraycopy(gray, SIDE * y, line, 0, SIDE);
            transform(line, transformed);
            System.arraycopy(transformed, 0, rows, kept * y, kept);
        }
        double[] coefficients = new double[kept * kept];
        for (int u = 0; u < kept; u++) {
            for (int y = 0; y < SIDE; y++) {
                line[y] = rows[kept * y + u];
            }
            transform(line, transformed);
            for (int v = 0; v < kept; v++) {
                coefficients[kept * v + u] = transformed[v];
            }
        }
        return coefficients;
    }

    /** Leaves sums of opposite values in the first half of the line and differences in the second. */
    private static void transform(double[] line, double[] transformed) {
        for (int i = 0; i < HALF; i++) {
            double left = line[i];
            double right = line[SIDE - 1 - i];
            line[i] = left + right;
            line[SIDE - 1 - i] = left - right;
        }
        for (int u = 0; u < transformed.length; u++) {
            double sum = 0;
            for (int i = 0; i < HALF; i++) {
                sum += COSINES[u][i] * line[u % 2 == 0 ? i : SIDE - 1 - i];
            }
            transformed[u] = sum;
        }
    }

    private static double[][] cosines() {
        double[][] cosines = new double[MOST][HALF];
        for (int u = 0; u < MOST; u++) {
            for (int x = 0; x < HALF; x++) {
                cosines[u][x] = StrictMath.cos(StrictMath.PI * u * (2 * x + 1) / (2.0 * SIDE));
            }
        }
        return cosines;
    }
}
