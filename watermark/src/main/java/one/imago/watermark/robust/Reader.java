package one.imago.watermark.robust;

import java.util.OptionalLong;

/** Reads the id out of a spectrum whose geometry and shift are known. */
final class Reader {
    /** Width of the window over which pilots tell the gain, in the logarithm of the radius. */
    private static final double KERNEL = 0.12;

    /** Lines to each side over which the noise is measured. */
    private static final int NEIGHBOURS = 64;

    private static final int LIST = 32;

    private Reader() {}

    static OptionalLong read(Spectrum spectrum, Alignment alignment, Layout layout) {
        return IdCode.decode(soft(spectrum, alignment, layout), LIST);
    }

    /** A value for each coded bit, positive for 0: logarithms of likelihood ratios, up to a factor. */
    static float[] soft(Spectrum spectrum, Alignment alignment, Layout layout) {
        int n = layout.lineCount();
        double[] chips = new double[2 * n];
        double[] power = new double[n];
        for (int i = 0; i < n; i++) {
            turned(spectrum, alignment, layout.u[i], layout.v[i], layout.cosine[i], layout.sine[i], chips, 2 * i);
            power[i] = chips[2 * i] * chips[2 * i] + chips[2 * i + 1] * chips[2 * i + 1];
        }
        double[] noise = smooth(power);
        double[] pilots = pilots(spectrum, alignment, layout);
        double[] soft = new double[PolarCode.LENGTH];
        double total = 0;
        for (int i = 0; i < n; i++) {
            double gain = gain(layout, pilots, layout.radius[i]);
            double variance = Math.max(noise[i] - 2 * gain * gain, 0.15 * noise[i]) / 2 + 1e-30;
            double limit = 3 * Math.sqrt(noise[i]);
            for (int chip = 2 * i; chip < 2 * i + 2; chip++) {
                double value = Math.max(-limit, Math.min(limit, chips[chip]));
                soft[layout.bit[chip]] += gain / variance * value;
            }
        }
        for (double value : soft) {
            total += Math.abs(value);
        }
        float[] scaled = new float[soft.length];
        for (int i = 0; i < soft.length; i++) {
            scaled[i] = (float) (soft[i] * 4 * soft.length / (total + 1e-30));
        }
        return scaled;
    }

    private static void turned(
            Spectrum spectrum, Alignment alignment, int u, int v, double c, double s, double[] to, int at) {
        double re = spectrum.re(u, v);
        double im = alignment.reversed() ? -spectrum.im(u, v) : spectrum.im(u, v);
        double angle = 2 * Math.PI * (u * alignment.x() + v * alignment.y()) / Layout.TILE;
        double a = alignment.sign() * Math.cos(angle);
        double b = alignment.sign() * Math.sin(angle);
        double x = re * a - im * b;
        double y = re * b + im * a;
        to[at] = x * c + y * s;
        to[at + 1] = y * c - x * s;
    }

    /** How strong each pilot is along its phase, in units of a chip of amplitude one. */
    private static double[] pilots(Spectrum spectrum, Alignment alignment, Layout layout) {
        double[] along = new double[layout.pilotCount()];
        double[] pair = new double[2];
        for (int i = 0; i < along.length; i++) {
            turned(
                    spectrum,
                    alignment,
                    layout.pilotU[i],
                    layout.pilotV[i],
                    layout.pilotCosine[i],
                    layout.pilotSine[i],
                    pair,
                    0);
            along[i] = pair[0] / (Tile.PILOT * Math.sqrt(2));
        }
        return along;
    }

    private static double gain(Layout layout, double[] pilots, double radius) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < pilots.length; i++) {
            double distance = layout.logRatio(radius, i) / KERNEL;
            double weight = Math.exp(-0.5 * distance * distance);
            sum += weight * pilots[i];
            weights += weight;
        }
        return Math.max(0, sum / weights);
    }

    /** Running mean of the lines' power, outliers held down. */
    private static double[] smooth(double[] power) {
        double[] sorted = power.clone();
        java.util.Arrays.sort(sorted);
        double most = 6 * sorted[sorted.length / 2];
        double[] until = new double[power.length + 1];
        for (int i = 0; i < power.length; i++) {
            until[i + 1] = until[i] + Math.min(most, power[i]);
        }
        double[] mean = new double[power.length];
        for (int i = 0; i < power.length; i++) {
            int from = Math.max(0, i - NEIGHBOURS);
            int to = Math.min(power.length, i + NEIGHBOURS + 1);
            mean[i] = (until[to] - until[from]) / (to - from);
        }
        return mean;
    }
}
