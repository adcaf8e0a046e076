package one.imago.watermark.robust;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * The tile that is laid over the picture: one wave for each line and pilot. Its strength is one on average. Where the
 * picture already says what a line is to say, the line is made weaker, and where it says the opposite, stronger: that
 * way the same strength reads surer (Cox, Miller and McKellips 1999: informed embedding).
 */
final class Tile {
    /** Amplitude of a pilot in units of a chip's. */
    static final double PILOT = 4;

    private static final double LEAST = 0.5;
    private static final double MOST = 2.2;
    private static final double LEAST_PILOT = 0.6;
    private static final double MOST_PILOT = 1.8;
    private static final double MOST_QUADRATURE = 0.4;
    private static final double PILOT_POWER = 1.15;
    private static final int SIDE = Layout.TILE;

    private final Layout layout;
    private final Phases lines;
    private final Phases pilots;
    private final double[] chips;
    private final double[] pilotRe;
    private final double[] pilotIm;

    /** Phases of waves whose tile begins somewhere. */
    private record Phases(double[] cosine, double[] sine) {
        static Phases of(int[] u, int[] v, double[] cosine, double[] sine, Shift shift) {
            double[] c = new double[u.length];
            double[] s = new double[u.length];
            for (int i = 0; i < u.length; i++) {
                double angle = 2 * Math.PI * ((u[i] * shift.x() + v[i] * shift.y()) % SIDE) / SIDE;
                c[i] = cosine[i] * Math.cos(angle) - sine[i] * Math.sin(angle);
                s[i] = cosine[i] * Math.sin(angle) + sine[i] * Math.cos(angle);
            }
            return new Phases(c, s);
        }
    }

    private Tile(Layout layout, Shift shift) {
        this.layout = layout;
        lines = Phases.of(layout.u, layout.v, layout.cosine, layout.sine, shift);
        pilots = Phases.of(layout.pilotU, layout.pilotV, layout.pilotCosine, layout.pilotSine, shift);
        chips = new double[2 * layout.lineCount()];
        pilotRe = new double[layout.pilotCount()];
        pilotIm = new double[layout.pilotCount()];
    }

    /**
     * @param coded 512 coded bits
     * @param shift where the tile stands
     * @param host the picture's own spectrum, as the reader sees it
     * @param weight what the reader makes of a mark of strength one, apart from the high pass: mean of strength times
     *     weight
     */
    static float[] of(Layout layout, byte[] coded, Shift shift, Spectrum host, double weight) {
        Tile tile = new Tile(layout, shift);
        tile.chips(coded, host, weight / (2 * norm(layout)));
        tile.pilots(host, weight / (2 * norm(layout)));
        return tile.render();
    }

    /** Standard deviation of the sum of all waves at nominal amplitudes. */
    private static double norm(Layout layout) {
        double power = 2.0 * layout.lineCount() + 2 * PILOT * PILOT * layout.pilotCount();
        return Math.sqrt(power / 2);
    }

    private void chips(byte[] coded, Spectrum host, double weight) {
        double[] own = new double[chips.length];
        for (int i = 0; i < layout.lineCount(); i++) {
            double gain = weight * Residual.highPassGain(layout.radius[i]);
            double re = host.re(layout.u[i], layout.v[i]) / gain;
            double im = host.im(layout.u[i], layout.v[i]) / gain;
            double c = lines.cosine[i];
            double s = lines.sine[i];
            own[2 * i] = sign(coded, 2 * i) * (re * c + im * s);
            own[2 * i + 1] = sign(coded, 2 * i + 1) * (im * c - re * s);
        }
        double target = level(own, LEAST, MOST, 1);
        for (int i = 0; i < chips.length; i++) {
            chips[i] = sign(coded, i) * clamp(target - own[i], LEAST, MOST);
        }
    }

    private int sign(byte[] coded, int chip) {
        return 1 - 2 * coded[layout.bit[chip]];
    }

    private void pilots(Spectrum host, double weight) {
        double[] own = new double[layout.pilotCount()];
        double[] across = new double[layout.pilotCount()];
        double size = PILOT * Math.sqrt(2);
        double quadrature = 0;
        for (int i = 0; i < own.length; i++) {
            double gain = weight * Residual.highPassGain(layout.pilotRadius[i]) * size;
            double re = host.re(layout.pilotU[i], layout.pilotV[i]) / gain;
            double im = host.im(layout.pilotU[i], layout.pilotV[i]) / gain;
            double c = pilots.cosine[i];
            double s = pilots.sine[i];
            own[i] = re * c + im * s;
            across[i] = -clamp(im * c - re * s, -MOST_QUADRATURE, MOST_QUADRATURE);
            quadrature += across[i] * across[i] / own.length;
        }
        double target = level(own, LEAST_PILOT, MOST_PILOT, PILOT_POWER - quadrature);
        for (int i = 0; i < own.length; i++) {
            double along = clamp(target - own[i], LEAST_PILOT, MOST_PILOT);
            double c = pilots.cosine[i];
            double s = pilots.sine[i];
            pilotRe[i] = size * (along * c - across[i] * s);
            pilotIm[i] = size * (along * s + across[i] * c);
        }
    }

    /** What every line can be brought to, with the picture's own share, at so much mean power. */
    private static double level(double[] own, double least, double most, double power) {
        double low = 0;
        double high = 8;
        for (int i = 0; i < 30; i++) {
            double middle = (low + high) / 2;
            double sum = 0;
            for (double value : own) {
                double amplitude = clamp(middle - value, least, most);
                sum += amplitude * amplitude;
            }
            if (sum > power * own.length) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private static double clamp(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }

    private float[] render() {
        float[] values = new float[2 * SIDE * SIDE];
        double power = 0;
        for (int i = 0; i < layout.lineCount(); i++) {
            double c = lines.cosine[i];
            double s = lines.sine[i];
            double re = chips[2 * i] * c - chips[2 * i + 1] * s;
            double im = chips[2 * i] * s + chips[2 * i + 1] * c;
            put(values, layout.u[i], layout.v[i], re, im);
            power += re * re + im * im;
        }
        for (int i = 0; i < layout.pilotCount(); i++) {
            put(values, layout.pilotU[i], layout.pilotV[i], pilotRe[i], pilotIm[i]);
            power += pilotRe[i] * pilotRe[i] + pilotIm[i] * pilotIm[i];
        }
        float scale = (float) (1 / Math.sqrt(power / 2));
        Mat mat = new Mat(SIDE, SIDE, CvType.CV_32FC2);
        try {
            mat.put(0, 0, values);
            Core.dft(mat, mat, Core.DFT_INVERSE);
            mat.get(0, 0, values);
        } finally {
            mat.release();
        }
        float[] tile = new float[SIDE * SIDE];
        for (int i = 0; i < tile.length; i++) {
            tile[i] = scale * values[2 * i];
        }
        return tile;
    }

    private static void put(float[] values, int u, int v, double re, double im) {
        int at = 2 * ((v & (SIDE - 1)) * SIDE + (u & (SIDE - 1)));
        values[at] = (float) re;
        values[at + 1] = (float) im;
    }
}
