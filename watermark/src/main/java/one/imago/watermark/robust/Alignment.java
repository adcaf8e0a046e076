package one.imago.watermark.robust;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * A place of the tile at which the pilots agree in phase. A spectrum multiplied by sign * exp(2 pi i (u x + v y) / 128),
 * and conjugated before when {@code reversed}, shows the lines with the phases that they were written with.
 *
 * @param z height of the agreement in standard deviations of what chance makes of it
 * @param reversed the picture was turned by 180 degrees on top of the matrix that it was folded with
 * @param x shift in pixels of the marked picture, 0 to 128
 * @param y likewise
 * @param sign -1 for a negative of the picture
 */
record Alignment(double z, boolean reversed, double x, double y, int sign) {
    /** Places either way. */
    static final int SIDE = 256;

    private static final double CELL = (double) Layout.TILE / SIDE;
    /** Half-width of what belongs to one peak, in cells: the pilots' shortest wave is 8.5 cells long. */
    private static final int PEAK = 5;

    /** The strongest places, falling by z: up to {@code most} for each of the picture and its half turn. */
    static List<Alignment> of(Spectrum spectrum, Layout layout, int most) {
        List<Alignment> found = new ArrayList<>();
        double[] re = new double[layout.pilotCount()];
        double[] im = new double[layout.pilotCount()];
        double energy = phases(spectrum, layout, re, im);
        double deviation = Math.sqrt(energy / 2) + 1e-30;
        for (boolean reversed : new boolean[] {false, true}) {
            float[] surface = correlate(layout, re, im, reversed);
            for (int i = 0; i < most; i++) {
                int best = 0;
                for (int cell = 1; cell < surface.length; cell++) {
                    if (Math.abs(surface[cell]) > Math.abs(surface[best])) {
                        best = cell;
                    }
                }
                found.add(at(surface, best, reversed, deviation));
                clear(surface, best);
            }
        }
        found.sort(Comparator.comparingDouble(Alignment::z).reversed());
        return found;
    }

    static List<Alignment> of(Spectrum spectrum, Layout layout) {
        return of(spectrum, layout, 1);
    }

    /**
     * The agreement at every place of the tile, half a pixel apart, in standard deviations; below zero for a negative.
     */
    static float[] surface(Spectrum spectrum, Layout layout, boolean reversed) {
        double[] re = new double[layout.pilotCount()];
        double[] im = new double[layout.pilotCount()];
        double deviation = Math.sqrt(phases(spectrum, layout, re, im) / 2) + 1e-30;
        float[] surface = correlate(layout, re, im, reversed);
        for (int i = 0; i < surface.length; i++) {
            surface[i] /= (float) deviation;
        }
        return surface;
    }

    /** Mostly phases: a line of the picture's own that is strong by chance must not outvote the others. */
    private static double phases(Spectrum spectrum, Layout layout, double[] re, double[] im) {
        double[] size = new double[re.length];
        for (int i = 0; i < re.length; i++) {
            re[i] = spectrum.re(layout.pilotU[i], layout.pilotV[i]);
            im[i] = spectrum.im(layout.pilotU[i], layout.pilotV[i]);
            size[i] = Math.hypot(re[i], im[i]);
        }
        double[] sorted = size.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2] + 1e-30;
        double energy = 0;
        for (int i = 0; i < re.length; i++) {
            re[i] /= size[i] + median;
            im[i] /= size[i] + median;
            energy += re[i] * re[i] + im[i] * im[i];
        }
        return energy;
    }

    private static float[] correlate(Layout layout, double[] re, double[] im, boolean reversed) {
        float[] values = new float[2 * SIDE * SIDE];
        for (int i = 0; i < re.length; i++) {
            double a = re[i];
            double b = reversed ? -im[i] : im[i];
            double c = layout.pilotCosine[i];
            double s = -layout.pilotSine[i];
            int at = 2 * ((layout.pilotV[i] & (SIDE - 1)) * SIDE + (layout.pilotU[i] & (SIDE - 1)));
            values[at] = (float) (a * c - b * s);
            values[at + 1] = (float) (a * s + b * c);
        }
        Mat mat = new Mat(SIDE, SIDE, CvType.CV_32FC2);
        Mat real = new Mat();
        try {
            mat.put(0, 0, values);
            Core.dft(mat, mat, Core.DFT_INVERSE);
            Core.extractChannel(mat, real, 0);
            float[] surface = new float[SIDE * SIDE];
            real.get(0, 0, surface);
            return surface;
        } finally {
            mat.release();
            real.release();
        }
    }

    private static Alignment at(float[] surface, int best, boolean reversed, double deviation) {
        int x = best & (SIDE - 1);
        int y = best / SIDE;
        double middle = surface[best];
        double dx = vertex(surface[wrap(x - 1, y)], middle, surface[wrap(x + 1, y)]);
        double dy = vertex(surface[wrap(x, y - 1)], middle, surface[wrap(x, y + 1)]);
        return new Alignment(
                Math.abs(middle) / deviation, reversed, (x + dx) * CELL, (y + dy) * CELL, middle < 0 ? -1 : 1);
    }

    /** Where the parabola through three values peaks. */
    private static double vertex(double before, double middle, double after) {
        double curve = before - 2 * middle + after;
        return curve == 0 ? 0 : Math.max(-0.5, Math.min(0.5, 0.5 * (before - after) / curve));
    }

    private static int wrap(int x, int y) {
        return (y & (SIDE - 1)) * SIDE + (x & (SIDE - 1));
    }

    private static void clear(float[] surface, int peak) {
        int x = peak & (SIDE - 1);
        int y = peak / SIDE;
        for (int dy = -PEAK; dy <= PEAK; dy++) {
            for (int dx = -PEAK; dx <= PEAK; dx++) {
                surface[wrap(x + dx, y + dy)] = 0;
            }
        }
    }
}
