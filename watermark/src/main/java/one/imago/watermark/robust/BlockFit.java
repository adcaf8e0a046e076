package one.imago.watermark.robust;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the geometry under which the pilots of all blocks agree. Every block, measured under one geometry, says for
 * every small displacement how well its pilots would agree; a displacement field of a few coefficients is climbed
 * coordinate by coordinate, in steps that halve.
 */
final class BlockFit {
    /** Coefficients of a field: shift, scale, turn, aspect, skew and tilt, in pixels at the window's farthest corner. */
    static final int SHIFT = 2;

    static final int SCALE = 3;
    static final int AFFINE = 6;
    static final int TILT = 8;
    static final int[] TURN_AND_SCALE = {0, 1, 2, 3};
    static final int[] ASPECT = {0, 1, 2, 4};

    private static final int SIDE = 25;
    private static final int CLIMBS = 6;
    private static final int NEIGHBOURS = 4;

    private final Pilots pilots;
    private final int sign;
    private final Warp measured;
    private final double perPixel;
    private final List<float[]> blocks = new ArrayList<>();
    private final List<double[]> places = new ArrayList<>();
    private float[] weights = {};
    private float[][] maps = {};

    /**
     * A geometry with the agreement that it gives; after {@link BlockFit#weigh} that is a logarithm of likelihood, up to
     * a constant.
     */
    record Fit(Warp warp, double value) {}

    /**
     * @param measured the geometry of the measurements
     * @param reach largest displacement that is looked at, in pixels of the marked picture
     */
    BlockFit(Pilots pilots, int sign, Warp measured, double reach) {
        this.pilots = pilots;
        this.sign = sign;
        this.measured = measured;
        perPixel = (SIDE - 1) / (2 * reach);
    }

    /** Adds a block by its measured lines and its centre in the received picture. */
    void add(float[] lines, double x, double y) {
        float[] keyed = new float[lines.length];
        pilots.addKeyed(lines, false, keyed);
        blocks.add(keyed);
        places.add(new double[] {x, y});
    }

    /** Lets every pilot count alike. */
    void level() {
        weights = new float[pilots.count()];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = (float) (1 / Math.sqrt(power(k) + 1e-30));
        }
        draw();
    }

    /** Lets pilots count by how well they are seen under a geometry: amplitude over variance, as likelihood does. */
    void weigh(Warp warp) {
        int n = pilots.count();
        Integer[] order = new Integer[n];
        Arrays.setAll(order, k -> k);
        Arrays.sort(order, Comparator.comparingDouble(pilots::radius));
        double[] power = new double[n];
        double[] along = new double[n];
        for (int i = 0; i < n; i++) {
            power[i] = power(order[i]) / blocks.size();
            along[i] = along(order[i], warp) / blocks.size();
        }
        weights = new float[n];
        for (int i = 0; i < n; i++) {
            double p = 1e-30;
            double a = 0;
            for (int j = Math.max(0, i - NEIGHBOURS); j <= Math.min(n - 1, i + NEIGHBOURS); j++) {
                p += power[j];
                a += along[j];
            }
            int count = Math.min(n - 1, i + NEIGHBOURS) - Math.max(0, i - NEIGHBOURS) + 1;
            p /= count;
            a = Math.max(0, a / count);
            weights[order[i]] = (float) (a / Math.max(0.5 * (p - a * a), 0.1 * p));
        }
        draw();
    }

    private double power(int k) {
        double power = 0;
        for (float[] block : blocks) {
            power += block[2 * k] * block[2 * k] + block[2 * k + 1] * block[2 * k + 1];
        }
        return power;
    }

    /** The part of a pilot in the phase that it should have. */
    private double along(int k, Warp warp) {
        double sum = 0;
        for (int b = 0; b < blocks.size(); b++) {
            double[] place = places.get(b);
            double dx = measured.x(place[0], place[1]) - warp.x(place[0], place[1]);
            double dy = measured.y(place[0], place[1]) - warp.y(place[0], place[1]);
            double angle = 2 * Math.PI * (pilots.fx(k) * dx + pilots.fy(k) * dy);
            float[] block = blocks.get(b);
            sum += block[2 * k] * Math.cos(angle) - block[2 * k + 1] * Math.sin(angle);
        }
        return sign * sum;
    }

    /** Climbs from a geometry with the first so many coefficients. */
    Fit climb(Warp base, double x0, double y0, double x1, double y1, int freedom) {
        int[] free = new int[freedom];
        Arrays.setAll(free, i -> i);
        return climb(base, x0, y0, x1, y1, free);
    }

    /**
     * Climbs from a geometry near the measured one.
     *
     * @param x0 window of the received picture that the blocks fill
     * @param free coefficients that may change
     */
    Fit climb(Warp base, double x0, double y0, double x1, double y1, int[] free) {
        Field field = new Field(base, x0, y0, x1, y1);
        double[][] basis = new double[blocks.size()][];
        double[][] offset = new double[blocks.size()][];
        for (int b = 0; b < basis.length; b++) {
            double[] place = places.get(b);
            basis[b] = field.place(place[0], place[1]);
            offset[b] = new double[] {
                measured.x(place[0], place[1]) - base.x(place[0], place[1]),
                measured.y(place[0], place[1]) - base.y(place[0], place[1])
            };
        }
        double[] coefficients = new double[TILT];
        double best = value(coefficients, basis, offset);
        for (double step = 4 / perPixel; step > 0.06 / perPixel; step /= 2) {
            boolean better = true;
            for (int pass = 0; pass < CLIMBS && better; pass++) {
                better = false;
                for (int i : free) {
                    for (int direction = -1; direction <= 1; direction += 2) {
                        coefficients[i] += direction * step;
                        double value = value(coefficients, basis, offset);
                        if (value > best) {
                            best = value;
                            better = true;
                        } else {
                            coefficients[i] -= direction * step;
                        }
                    }
                }
            }
        }
        return new Fit(field.moved(coefficients), best);
    }

    private double value(double[] coefficients, double[][] basis, double[][] offset) {
        double sum = 0;
        for (int b = 0; b < maps.length; b++) {
            double[] place = basis[b];
            double x = offset[b][0] + Field.dx(coefficients, place[0], place[1]);
            double y = offset[b][1] + Field.dy(coefficients, place[0], place[1]);
            x = Math.max(0, Math.min(SIDE - 1.001, x * perPixel + (SIDE - 1) / 2));
            y = Math.max(0, Math.min(SIDE - 1.001, y * perPixel + (SIDE - 1) / 2));
            int ix = (int) x;
            int iy = (int) y;
            double fx = x - ix;
            double fy = y - iy;
            float[] map = maps[b];
            int at = iy * SIDE + ix;
            sum += (map[at] * (1 - fx) + map[at + 1] * fx) * (1 - fy)
                    + (map[at + SIDE] * (1 - fx) + map[at + SIDE + 1] * fx) * fy;
        }
        return sum;
    }

    private void draw() {
        int n = pilots.count();
        maps = new float[blocks.size()][SIDE * SIDE];
        float[] cosX = new float[SIDE];
        float[] sinX = new float[SIDE];
        float[] cosY = new float[SIDE];
        float[] sinY = new float[SIDE];
        for (int k = 0; k < n; k++) {
            wave(pilots.fx(k), cosX, sinX);
            wave(pilots.fy(k), cosY, sinY);
            for (int b = 0; b < maps.length; b++) {
                float re = blocks.get(b)[2 * k] * weights[k] * sign;
                float im = blocks.get(b)[2 * k + 1] * weights[k] * sign;
                for (int y = 0; y < SIDE; y++) {
                    float r = re * cosY[y] - im * sinY[y];
                    float i = re * sinY[y] + im * cosY[y];
                    add(maps[b], y * SIDE, r, cosX, i, sinX);
                }
            }
        }
    }

    private void wave(double frequency, float[] cos, float[] sin) {
        for (int i = 0; i < SIDE; i++) {
            double angle = 2 * Math.PI * frequency * (i - (SIDE - 1) / 2) / perPixel;
            cos[i] = (float) Math.cos(angle);
            sin[i] = (float) Math.sin(angle);
        }
    }

    private static void add(float[] map, int at, float r, float[] cos, float i, float[] sin) {
        for (int x = 0; x < SIDE; x++) {
            map[at + x] += r * cos[x] - i * sin[x];
        }
    }

    /** Displacements of a window's pixels, over the marked picture's coordinates from the window's middle. */
    private static final class Field {
        private final Warp base;
        private final double[] px;
        private final double[] py;
        private final double middleX;
        private final double middleY;
        private final double extent;

        Field(Warp base, double x0, double y0, double x1, double y1) {
            this.base = base;
            px = new double[] {x0, x1, x1, x0};
            py = new double[] {y0, y0, y1, y1};
            middleX = base.x(0.5 * (x0 + x1), 0.5 * (y0 + y1));
            middleY = base.y(0.5 * (x0 + x1), 0.5 * (y0 + y1));
            double far = 1;
            for (int i = 0; i < 4; i++) {
                far = Math.max(far, Math.hypot(base.x(px[i], py[i]) - middleX, base.y(px[i], py[i]) - middleY));
            }
            extent = far;
        }

        double[] place(double x, double y) {
            return new double[] {(base.x(x, y) - middleX) / extent, (base.y(x, y) - middleY) / extent};
        }

        static double dx(double[] c, double x, double y) {
            return c[0] + c[2] * x - c[3] * y + c[4] * x + c[5] * y + (c[6] * x + c[7] * y) * x;
        }

        static double dy(double[] c, double x, double y) {
            return c[1] + c[2] * y + c[3] * x - c[4] * y + c[5] * x + (c[6] * x + c[7] * y) * y;
        }

        Warp moved(double[] coefficients) {
            double[] qx = new double[4];
            double[] qy = new double[4];
            for (int i = 0; i < 4; i++) {
                double[] place = place(px[i], py[i]);
                qx[i] = base.x(px[i], py[i]) - dx(coefficients, place[0], place[1]);
                qy[i] = base.y(px[i], py[i]) - dy(coefficients, place[0], place[1]);
            }
            return Warp.between(px[0], py[0], px[2], py[2], qx, qy);
        }
    }
}
