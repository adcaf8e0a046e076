package one.imago.watermark.robust;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the small displacement field under which the pilots of all blocks agree: a shift, a linear part, and the two
 * quadratic terms of a tilt. Every block says for every displacement how well its pilots would agree; the field is
 * climbed coordinate by coordinate, in steps that halve.
 */
final class BlockFit {
    private static final int REACH = 6;
    private static final int PER_PIXEL = 2;
    private static final int SIDE = 2 * REACH * PER_PIXEL + 1;
    private static final double[] STEPS = {2, 1, 0.5, 0.25, 0.12, 0.06};
    private static final int CLIMBS = 6;

    private final Pilots pilots;
    private final int sign;
    private final List<float[]> blocks = new ArrayList<>();
    private final List<double[]> places = new ArrayList<>();
    private final double[] field = new double[8];
    private float[][] maps = {};

    BlockFit(Pilots pilots, int sign) {
        this.pilots = pilots;
        this.sign = sign;
    }

    /** Adds a block by its measured lines and its centre, -1 to 1 over the window. */
    void add(float[] lines, double x, double y) {
        float[] keyed = new float[lines.length];
        pilots.addKeyed(lines, false, keyed);
        blocks.add(keyed);
        places.add(new double[] {x, y});
    }

    /** Climbs with the first 2, 6 or 8 degrees of freedom; returns the largest displacement at a corner, in pixels. */
    double climb(int freedom) {
        maps();
        double best = value(field);
        for (double step : STEPS) {
            boolean better = true;
            for (int pass = 0; pass < CLIMBS && better; pass++) {
                better = false;
                for (int i = 0; i < freedom; i++) {
                    for (int direction = -1; direction <= 1; direction += 2) {
                        field[i] += direction * step;
                        double value = value(field);
                        if (value > best) {
                            best = value;
                            better = true;
                        } else {
                            field[i] -= direction * step;
                        }
                    }
                }
            }
        }
        double largest = 0;
        for (int corner = 0; corner < 4; corner++) {
            double x = (corner & 1) == 0 ? -1 : 1;
            double y = (corner & 2) == 0 ? -1 : 1;
            largest = Math.max(largest, Math.hypot(dx(field, x, y), dy(field, x, y)));
        }
        return largest;
    }

    /** The geometry moved by the field, which spans the pixels given. */
    Warp moved(Warp warp, double x0, double y0, double x1, double y1) {
        double[] px = new double[4];
        double[] py = new double[4];
        for (int corner = 0; corner < 4; corner++) {
            boolean right = corner == 1 || corner == 2;
            boolean lower = corner >= 2;
            double x = right ? x1 : x0;
            double y = lower ? y1 : y0;
            px[corner] = warp.x(x, y) - dx(field, right ? 1 : -1, lower ? 1 : -1);
            py[corner] = warp.y(x, y) - dy(field, right ? 1 : -1, lower ? 1 : -1);
        }
        return Warp.between(x0, y0, x1, y1, px, py);
    }

    private static double dx(double[] field, double x, double y) {
        return field[0] + field[2] * x + field[3] * y + (field[6] * x + field[7] * y) * x;
    }

    private static double dy(double[] field, double x, double y) {
        return field[1] + field[4] * x + field[5] * y + (field[6] * x + field[7] * y) * y;
    }

    private double value(double[] candidate) {
        double sum = 0;
        for (int i = 0; i < maps.length; i++) {
            double[] place = places.get(i);
            double x = (dx(candidate, place[0], place[1]) + REACH) * PER_PIXEL;
            double y = (dy(candidate, place[0], place[1]) + REACH) * PER_PIXEL;
            x = Math.max(0, Math.min(SIDE - 1.001, x));
            y = Math.max(0, Math.min(SIDE - 1.001, y));
            int ix = (int) x;
            int iy = (int) y;
            double fx = x - ix;
            double fy = y - iy;
            float[] map = maps[i];
            int at = iy * SIDE + ix;
            sum += (map[at] * (1 - fx) + map[at + 1] * fx) * (1 - fy)
                    + (map[at + SIDE] * (1 - fx) + map[at + SIDE + 1] * fx) * fy;
        }
        return sum;
    }

    private void maps() {
        int n = pilots.count();
        float[] weight = new float[n];
        for (int k = 0; k < n; k++) {
            double power = 1e-30;
            for (float[] block : blocks) {
                power += block[2 * k] * block[2 * k] + block[2 * k + 1] * block[2 * k + 1];
            }
            weight[k] = (float) (sign / Math.sqrt(power));
        }
        float[][] cosX = table(true, false);
        float[][] sinX = table(true, true);
        float[][] cosY = table(false, false);
        float[][] sinY = table(false, true);
        maps = new float[blocks.size()][SIDE * SIDE];
        for (int b = 0; b < maps.length; b++) {
            float[] block = blocks.get(b);
            float[] map = maps[b];
            for (int k = 0; k < n; k++) {
                float re = block[2 * k] * weight[k];
                float im = block[2 * k + 1] * weight[k];
                for (int y = 0; y < SIDE; y++) {
                    float r = re * cosY[k][y] - im * sinY[k][y];
                    float i = re * sinY[k][y] + im * cosY[k][y];
                    add(map, y * SIDE, r, cosX[k], i, sinX[k]);
                }
            }
        }
    }

    private static void add(float[] map, int at, float r, float[] cos, float i, float[] sin) {
        for (int x = 0; x < SIDE; x++) {
            map[at + x] += r * cos[x] - i * sin[x];
        }
    }

    private float[][] table(boolean horizontal, boolean sine) {
        float[][] table = new float[pilots.count()][SIDE];
        for (int k = 0; k < table.length; k++) {
            double frequency = horizontal ? pilots.fx(k) : pilots.fy(k);
            for (int i = 0; i < SIDE; i++) {
                double angle = 2 * Math.PI * frequency * ((double) i / PER_PIXEL - REACH);
                table[k][i] = (float) (sine ? Math.sin(angle) : Math.cos(angle));
            }
        }
        return table;
    }
}
