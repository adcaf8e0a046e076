package one.imago.watermark.robust;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Where in the frequency plane a picture holds more power than its surroundings: mean power of overlapping blocks,
 * divided by the local mean, so that the mark's pilot lines stand out of the picture's own spectrum as single dots of
 * some times the mean. Averaging blocks makes the dots blunter than one large transform would, which is what a coarse
 * search needs: a geometry that is one percent off still hits them.
 *
 * <p>Only the half plane of non-negative horizontal frequencies is kept; the other half is its point reflection.
 */
final class PowerSpectrum {
    /** Side of a block in pixels; a frequency of f cycles per pixel is f times this many bins. */
    static final int SIZE = 1024;

    /** Columns left of frequency zero, so that interpolation and filters need no special case there. */
    static final int MARGIN = 16;

    /** Columns in a row of {@link #excess()}. */
    static final int STRIDE = MARGIN + SIZE / 2 + 1;

    private static final int WHITENING = 31;
    private static final float CEILING = 8;
    private static final double BLUR = 0.8;
    /** A strip of whatever length is not looked at in more places. */
    private static final int MOST_STARTS = 8;

    private final float[] excess;

    private PowerSpectrum(float[] excess) {
        this.excess = excess;
    }

    /** Measures a residual of one 32-bit float channel. */
    static PowerSpectrum of(Mat residual) {
        int width = Math.min(SIZE, residual.cols());
        int height = Math.min(SIZE, residual.rows());
        Mat power = Mat.zeros(SIZE, SIZE, CvType.CV_32F);
        Mat window = window(width, height);
        Mat block = Mat.zeros(SIZE, SIZE, CvType.CV_32F);
        Mat transform = new Mat();
        Mat inner = block.submat(0, height, 0, width);
        try {
            for (int y : starts(residual.rows(), height)) {
                for (int x : starts(residual.cols(), width)) {
                    Mat part = residual.submat(new Rect(x, y, width, height));
                    Core.multiply(part, window, inner);
                    part.release();
                    Core.dft(block, transform, 0, height);
                    Core.mulSpectrums(transform, transform, transform, 0, true);
                    Core.add(power, transform, power);
                }
            }
            return new PowerSpectrum(whitened(halfPlane(power)));
        } finally {
            power.release();
            window.release();
            inner.release();
            block.release();
            transform.release();
        }
    }

    /** Excess over the local mean: -1 for nothing, 0 for the mean; rows from -1/2 up, columns from -MARGIN up. */
    float[] excess() {
        return excess;
    }

    private static int[] starts(int length, int block) {
        int needed = length == block ? 1 : (int) Math.ceil((length - block) / (block * 0.5)) + 1;
        int count = Math.min(MOST_STARTS, needed);
        int[] starts = new int[count];
        for (int i = 1; i < count; i++) {
            starts[i] = (int) ((long) (length - block) * i / (count - 1));
        }
        return starts;
    }

    /** A sine arch either way. */
    static Mat window(int width, int height) {
        Mat column = arch(height);
        Mat row = arch(width);
        Mat row1 = row.t();
        Mat window = new Mat();
        Mat none = new Mat();
        Core.gemm(column, row1, 1, none, 0, window);
        column.release();
        row.release();
        row1.release();
        none.release();
        return window;
    }

    private static Mat arch(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) Math.sin(Math.PI * (i + 1) / (length + 1));
        }
        Mat column = new Mat(length, 1, CvType.CV_32F);
        column.put(0, 0, values);
        return column;
    }

    /** Unpacks OpenCV's packed real spectrum, whose columns 2j - 1 hold what belongs to frequency j. */
    private static float[] halfPlane(Mat power) {
        float[] row = new float[SIZE];
        float[] plane = new float[SIZE * STRIDE];
        for (int y = 0; y < SIZE; y++) {
            power.get(y, 0, row);
            int to = ((y + SIZE / 2) % SIZE) * STRIDE + MARGIN;
            int mirrored = ((SIZE - y + SIZE / 2) % SIZE) * STRIDE + MARGIN;
            for (int j = 1; j < SIZE / 2; j++) {
                plane[to + j] = row[2 * j - 1];
            }
            plane[to] = plane[to + 1];
            plane[to + SIZE / 2] = plane[to + SIZE / 2 - 1];
            for (int j = 1; j <= MARGIN; j++) {
                plane[mirrored - j] = plane[to + j];
            }
        }
        return plane;
    }

    private static float[] whitened(float[] plane) {
        Mat power = new Mat(SIZE, STRIDE, CvType.CV_32F);
        Mat mean = new Mat();
        try {
            power.put(0, 0, plane);
            Imgproc.blur(power, mean, new Size(WHITENING, WHITENING));
            Core.add(mean, Scalar.all(1e-12), mean);
            Core.divide(power, mean, power);
            Core.min(power, Scalar.all(CEILING), power);
            Core.subtract(power, Scalar.all(1), power);
            Imgproc.GaussianBlur(power, power, new Size(0, 0), BLUR);
            power.get(0, 0, plane);
            return plane;
        } finally {
            power.release();
            mean.release();
        }
    }
}
