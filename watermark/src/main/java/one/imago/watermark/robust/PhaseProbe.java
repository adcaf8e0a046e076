package one.imago.watermark.robust;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Tells for any geometry how well the pilots' phases agree in the middle of a picture, at the price of reading the
 * picture's transform at the places of the pilots. Phases say far more than powers, so a faint mark is seen here that
 * no sum of powers shows; but the geometry must be right to a fraction of a pilot's wave over the window.
 */
final class PhaseProbe {
    private static final float CEILING = 2;
    private static final int NEIGHBOURHOOD = 25;

    private final int size;
    private final int window;
    private final float[] spectrum;
    private final Pilots pilots;
    private final ShiftSearch shifts;

    /**
     * @param size side of the window in pixels
     */
    PhaseProbe(Plane plane, int size, Pilots pilots) {
        this.pilots = pilots;
        this.shifts = new ShiftSearch(pilots);
        this.size = 2 * size;
        window = Math.min(size, Math.max(plane.width(), plane.height()));
        spectrum = spectrum(plane, size);
    }

    /** The longer side of what is looked at, in pixels. */
    int window() {
        return window;
    }

    private static float[] spectrum(Plane plane, int window) {
        int side = 2 * window;
        int width = Math.min(window, plane.width());
        int height = Math.min(window, plane.height());
        int left = (plane.width() - width) / 2;
        int top = (plane.height() - height) / 2;
        float[] padded = new float[side * side];
        for (int y = 0; y < height; y++) {
            int row = (top + y) * plane.width() + left;
            for (int x = 0; x < width; x++) {
                // The window's middle goes to the origin, so that neighbouring bins have like phases.
                int to = ((y - height / 2 + side) % side) * side + (x - width / 2 + side) % side;
                padded[to] = (float) (plane.samples()[row + x] * edge(x, width) * edge(y, height));
            }
        }
        Mat mat = new Mat(side, side, CvType.CV_32F);
        Mat transform = new Mat();
        Mat power = new Mat();
        try {
            mat.put(0, 0, padded);
            Core.dft(mat, transform, Core.DFT_COMPLEX_OUTPUT);
            Core.mulSpectrums(transform, transform, power, 0, true);
            Core.extractChannel(power, mat, 0);
            Imgproc.blur(mat, mat, new Size(NEIGHBOURHOOD, NEIGHBOURHOOD));
            Core.add(mat, Scalar.all(1e-12), mat);
            Core.pow(mat, -0.5, mat);
            float[] complex = new float[2 * side * side];
            transform.get(0, 0, complex);
            mat.get(0, 0, padded);
            for (int i = 0; i < padded.length; i++) {
                complex[2 * i] *= padded[i];
                complex[2 * i + 1] *= padded[i];
            }
            return complex;
        } finally {
            mat.release();
            transform.release();
            power.release();
        }
    }

    private static double edge(int i, int length) {
        double depth = Math.min(i + 0.5, length - i - 0.5) / (0.1 * length);
        return depth >= 1 ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * depth);
    }

    double agreement(Matrix2 matrix) {
        float[] lines = new float[2 * pilots.count()];
        for (int k = 0; k < pilots.count(); k++) {
            double x = matrix.x(pilots.fx(k), pilots.fy(k));
            double y = matrix.y(pilots.fx(k), pilots.fy(k));
            if (Math.abs(x) < 0.49 && Math.abs(y) < 0.49) {
                read(x * size, y * size, lines, 2 * k);
            }
        }
        double best = 0;
        for (boolean reversed : new boolean[] {false, true}) {
            float[] keyed = new float[lines.length];
            pilots.addKeyed(lines, reversed, keyed);
            best = Math.max(best, shifts.highest(keyed));
        }
        return best;
    }

    private void read(double x, double y, float[] lines, int at) {
        int ix = (int) Math.floor(x);
        int iy = (int) Math.floor(y);
        float fx = (float) (x - ix);
        float fy = (float) (y - iy);
        int left = 2 * Math.floorMod(ix, size);
        int right = 2 * Math.floorMod(ix + 1, size);
        int upper = 2 * size * Math.floorMod(iy, size);
        int lower = 2 * size * Math.floorMod(iy + 1, size);
        float re = (1 - fy) * ((1 - fx) * spectrum[upper + left] + fx * spectrum[upper + right])
                + fy * ((1 - fx) * spectrum[lower + left] + fx * spectrum[lower + right]);
        float im = (1 - fy) * ((1 - fx) * spectrum[upper + left + 1] + fx * spectrum[upper + right + 1])
                + fy * ((1 - fx) * spectrum[lower + left + 1] + fx * spectrum[lower + right + 1]);
        float height = (float) Math.sqrt(re * re + im * im);
        float limit = height > CEILING ? CEILING / height : 1;
        lines[at] = re * limit;
        lines[at + 1] = im * limit;
    }
}
