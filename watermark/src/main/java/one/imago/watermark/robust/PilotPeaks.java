package one.imago.watermark.robust;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Sharpens a geometry: one transform of the whole picture, in which every pilot is a dot of one or two bins. The dots
 * near their expected places are measured to a fraction of a bin, and the matrix that explains them best is fitted, with
 * less weight for a dot that lies apart from the others.
 */
final class PilotPeaks {
    private static final double NYQUIST = 0.48;
    private static final int NEIGHBOURHOOD = 10;
    private static final int[] REACH = {3, 2, 2};
    private static final float CEILING = 12;

    private final int width;
    private final int height;
    /** OpenCV's packed spectrum: columns 2j - 1 and 2j of a row are real and imaginary part of frequency j. */
    private final float[] packed;

    private PilotPeaks(int width, int height, float[] packed) {
        this.width = width;
        this.height = height;
        this.packed = packed;
    }

    static PilotPeaks of(Mat residual) {
        int width = transformSize(residual.cols());
        int height = transformSize(residual.rows());
        Mat window = PowerSpectrum.window(residual.cols(), residual.rows());
        Mat padded = Mat.zeros(height, width, CvType.CV_32F);
        Mat inner = padded.submat(0, residual.rows(), 0, residual.cols());
        try {
            Core.multiply(residual, window, inner);
            Core.dft(padded, padded, 0, residual.rows());
            float[] packed = new float[width * height];
            padded.get(0, 0, packed);
            return new PilotPeaks(width, height, packed);
        } finally {
            window.release();
            inner.release();
            padded.release();
        }
    }

    private static int transformSize(int length) {
        int size = Core.getOptimalDFTSize(length + length / 8 + 8);
        while (size % 2 != 0) {
            size = Core.getOptimalDFTSize(size + 1);
        }
        return size;
    }

    /** The geometry after fitting, with a score that compares between geometries of one picture; negative for a miss. */
    Candidate refine(Matrix2 start, Pilots pilots) {
        int n = pilots.count();
        double[] px = new double[n];
        double[] py = new double[n];
        double[] weight = new double[n];
        Matrix2 matrix = start;
        for (int reach : REACH) {
            int seen = 0;
            for (int k = 0; k < n; k++) {
                double x = (matrix.xx() * pilots.fx(k) + matrix.xy() * pilots.fy(k)) * width;
                double y = (matrix.yx() * pilots.fx(k) + matrix.yy() * pilots.fy(k)) * height;
                weight[k] = 0;
                if (Math.abs(x) < NYQUIST * width && Math.abs(y) < NYQUIST * height) {
                    weight[k] = peak(k, (int) Math.rint(x), (int) Math.rint(y), reach, px, py);
                    seen += weight[k] > 0 ? 1 : 0;
                }
            }
            if (seen < 5) {
                return new Candidate(-1, matrix);
            }
            for (int pass = 0; pass < 2; pass++) {
                matrix = fit(pilots, px, py, weight);
                for (int k = 0; k < n; k++) {
                    double dx = px[k] - (matrix.xx() * pilots.fx(k) + matrix.xy() * pilots.fy(k)) * width;
                    double dy = py[k] - (matrix.yx() * pilots.fx(k) + matrix.yy() * pilots.fy(k)) * height;
                    weight[k] *= Math.exp(-(dx * dx + dy * dy));
                }
            }
        }
        return new Candidate(score(matrix, pilots), matrix);
    }

    /** Mean excess at the expected places, in units of what chance gives. */
    double score(Matrix2 matrix, Pilots pilots) {
        double sum = 0;
        int count = 0;
        for (int k = 0; k < pilots.count(); k++) {
            double x = matrix.xx() * pilots.fx(k) + matrix.xy() * pilots.fy(k);
            double y = matrix.yx() * pilots.fx(k) + matrix.yy() * pilots.fy(k);
            if (Math.abs(x) < NYQUIST && Math.abs(y) < NYQUIST) {
                int ix = (int) Math.rint(x * width);
                int iy = (int) Math.rint(y * height);
                sum += Math.min(power(ix, iy) / mean(ix, iy), CEILING) - 1;
                count++;
            }
        }
        return sum / Math.sqrt(Math.max(count, 8));
    }

    /** Finds the strongest bin near a place; returns its weight and writes its position in bins, with fraction. */
    private double peak(int k, int x, int y, int reach, double[] px, double[] py) {
        int bestX = x;
        int bestY = y;
        float best = 0;
        for (int j = y - reach; j <= y + reach; j++) {
            for (int i = x - reach; i <= x + reach; i++) {
                float value = power(i, j);
                if (value > best) {
                    best = value;
                    bestX = i;
                    bestY = j;
                }
            }
        }
        px[k] = bestX + fraction(power(bestX - 1, bestY), best, power(bestX + 1, bestY));
        py[k] = bestY + fraction(power(bestX, bestY - 1), best, power(bestX, bestY + 1));
        return Math.max(0, Math.min(15, best / mean(x, y) - 3));
    }

    private static double fraction(float before, float at, float after) {
        double left = Math.sqrt(before);
        double right = Math.sqrt(after);
        double curvature = left - 2 * Math.sqrt(at) + right;
        return curvature > -1e-9 ? 0 : Math.max(-0.5, Math.min(0.5, 0.5 * (left - right) / curvature));
    }

    private float mean(int x, int y) {
        float sum = 1e-12f;
        for (int j = y - NEIGHBOURHOOD; j <= y + NEIGHBOURHOOD; j++) {
            for (int i = x - NEIGHBOURHOOD; i <= x + NEIGHBOURHOOD; i++) {
                sum += power(i, j);
            }
        }
        return sum / ((2 * NEIGHBOURHOOD + 1) * (2 * NEIGHBOURHOOD + 1));
    }

    private float power(int x, int y) {
        int column = Math.max(1, Math.min(width / 2 - 1, Math.abs(x)));
        int row = Math.floorMod(x < 0 ? -y : y, height);
        float re = packed[row * width + 2 * column - 1];
        float im = packed[row * width + 2 * column];
        return re * re + im * im;
    }

    private Matrix2 fit(Pilots pilots, double[] px, double[] py, double[] weight) {
        double uu = 1e-9;
        double uv = 0;
        double vv = 1e-9;
        double xu = 0;
        double xv = 0;
        double yu = 0;
        double yv = 0;
        for (int k = 0; k < px.length; k++) {
            double fx = pilots.fx(k);
            double fy = pilots.fy(k);
            double w = weight[k];
            uu += w * fx * fx;
            uv += w * fx * fy;
            vv += w * fy * fy;
            xu += w * px[k] * fx;
            xv += w * px[k] * fy;
            yu += w * py[k] * fx;
            yv += w * py[k] * fy;
        }
        double det = uu * vv - uv * uv + 1e-18;
        return new Matrix2(
                (xu * vv - xv * uv) / det / width,
                (xv * uu - xu * uv) / det / width,
                (yu * vv - yv * uv) / det / height,
                (yv * uu - yu * uv) / det / height);
    }
}
