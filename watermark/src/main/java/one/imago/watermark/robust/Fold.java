package one.imago.watermark.robust;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Lays all the tiles of a residual on top of each other. What repeats adds up; what does not, the picture, averages
 * out. Half a pixel is the cell, so that any geometry can be folded without resampling.
 */
final class Fold {
    private static final int SIDE = 2 * Layout.TILE;
    private static final int MASK = SIDE - 1;
    /** Fixed point of the positions: 20 bits below the cell, which wrap at the tile. */
    private static final int FRACTION = 20;

    /** Cells that few pixels fell in are noise; this share of the mean count holds them down. */
    private static final float PRIOR = 0.3f;

    private Fold() {}

    /**
     * @param residual 32-bit floats
     * @param geometry where frequencies of the mark are found in it
     */
    static Spectrum of(Mat residual, Matrix2 geometry) {
        if (isDihedral(geometry)) {
            Upright fold = new Upright();
            fold.add(residual, 0, residual.rows(), 0);
            return fold.spectrum().under(geometry);
        }
        float[] sum = new float[SIDE * SIDE];
        int[] count = new int[SIDE * SIDE];
        int width = residual.cols();
        float[] row = new float[width];
        // Pixel p stood at transpose(M) p, here in half pixels modulo the tile; whole arithmetic wraps by itself.
        long stepX = Math.round(2 * geometry.xx() * (1L << FRACTION));
        long stepY = Math.round(2 * geometry.xy() * (1L << FRACTION));
        for (int y = 0; y < residual.rows(); y++) {
            residual.get(y, 0, row);
            long x0 = Math.round(2 * geometry.yx() * y * (1L << FRACTION));
            long y0 = Math.round(2 * geometry.yy() * y * (1L << FRACTION));
            for (int x = 0; x < width; x++) {
                int cell = (((int) (y0 >> FRACTION) & MASK) << 8) | ((int) (x0 >> FRACTION) & MASK);
                sum[cell] += row[x];
                count[cell]++;
                x0 += stepX;
                y0 += stepY;
            }
        }
        float prior = PRIOR * residual.total() / (SIDE * SIDE);
        for (int i = 0; i < sum.length; i++) {
            sum[i] *= (1 + PRIOR) / (count[i] + prior);
        }
        return spectrum(sum);
    }

    /** A fold at unit geometry, band by band: pixels fall on the quarter of the cells that are even. */
    static final class Upright {
        private final float[] sum = new float[Layout.TILE * Layout.TILE];
        private final int[] count = new int[Layout.TILE * Layout.TILE];
        private long total;

        /**
         * Adds some rows of a residual.
         *
         * @param from first row of them in the residual
         * @param y what row of the picture that is
         */
        void add(Mat residual, int from, int rows, int y) {
            int width = residual.cols();
            float[] row = new float[width];
            for (int i = 0; i < rows; i++) {
                residual.get(from + i, 0, row);
                int base = ((y + i) & (Layout.TILE - 1)) * Layout.TILE;
                for (int x = 0; x < width; x++) {
                    sum[base + (x & (Layout.TILE - 1))] += row[x];
                }
                for (int x = 0; x < Layout.TILE; x++) {
                    count[base + x] += (width - x + Layout.TILE - 1) / Layout.TILE;
                }
            }
            total += (long) rows * width;
        }

        Spectrum spectrum() {
            float[] cells = new float[SIDE * SIDE];
            float prior = PRIOR * total / (Layout.TILE * Layout.TILE);
            for (int y = 0; y < Layout.TILE; y++) {
                for (int x = 0; x < Layout.TILE; x++) {
                    int from = y * Layout.TILE + x;
                    cells[2 * y * SIDE + 2 * x] = 4 * sum[from] * (1 + PRIOR) / (count[from] + prior);
                }
            }
            return Fold.spectrum(cells);
        }
    }

    private static Spectrum spectrum(float[] cells) {
        float[] values = new float[2 * SIDE * SIDE];
        for (int i = 0; i < cells.length; i++) {
            values[2 * i] = cells[i];
        }
        Mat mat = new Mat(SIDE, SIDE, CvType.CV_32FC2);
        try {
            mat.put(0, 0, values);
            Core.dft(mat, mat, Core.DFT_SCALE);
            mat.get(0, 0, values);
        } finally {
            mat.release();
        }
        return new Spectrum(values);
    }

    private static boolean isDihedral(Matrix2 m) {
        return isUnit(m.xx()) && isUnit(m.xy()) && isUnit(m.yx()) && isUnit(m.yy());
    }

    private static boolean isUnit(double element) {
        return element == 0 || element == 1 || element == -1;
    }
}
