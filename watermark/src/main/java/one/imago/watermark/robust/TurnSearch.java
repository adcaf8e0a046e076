package one.imago.watermark.robust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for pictures that were turned by any angle and scaled, perhaps mirrored. In log-polar coordinates of the
 * frequency plane a turn and a scaling are shifts, so the sum over the pilots at every angle and scale is a sum of
 * shifted copies of one map (O Ruanaidh and Pun).
 */
final class TurnSearch {
    private static final int ANGLES = 900;
    private static final double STEP = 0.004;
    private static final double LEAST_RADIUS = Math.log(0.02);
    private static final int RADII = (int) ((Math.log(0.495) - LEAST_RADIUS) / STEP);
    private static final double LEAST = Math.log(0.5);
    private static final int SCALES = (int) ((Math.log(4.2) - LEAST) / STEP);
    private static final int LEAST_PILOTS = 12;
    private static final int RIVAL = 4;

    private TurnSearch() {}

    static List<Candidate> candidates(PowerSpectrum spectrum, Pilots pilots, int most) {
        float[][] polar = polar(spectrum.excess());
        List<Candidate> found = new ArrayList<>(sums(polar, pilots, false, most));
        found.addAll(sums(polar, pilots, true, most));
        found.sort(Comparator.comparingDouble(Candidate::score).reversed());
        return found.subList(0, Math.min(most, found.size()));
    }

    /** The half plane by angle, from -90 degrees up, and logarithm of the radius. */
    private static float[][] polar(float[] excess) {
        double[] radii = new double[RADII];
        for (int j = 0; j < RADII; j++) {
            radii[j] = Math.exp(LEAST_RADIUS + j * STEP) * PowerSpectrum.SIZE;
        }
        float[][] polar = new float[ANGLES][RADII];
        for (int i = 0; i < ANGLES; i++) {
            double angle = Math.PI * i / ANGLES - Math.PI / 2;
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            for (int j = 0; j < RADII; j++) {
                double x = radii[j] * cos + PowerSpectrum.MARGIN;
                double y = radii[j] * sin + PowerSpectrum.SIZE / 2;
                int ix = (int) x;
                int iy = (int) y;
                float fx = (float) (x - ix);
                float fy = (float) (y - iy);
                int at = iy * PowerSpectrum.STRIDE + ix;
                float upper = excess[at] + fx * (excess[at + 1] - excess[at]);
                at += PowerSpectrum.STRIDE;
                float lower = excess[at] + fx * (excess[at + 1] - excess[at]);
                polar[i][j] = upper + fy * (lower - upper);
            }
        }
        return polar;
    }

    private static List<Candidate> sums(float[][] polar, Pilots pilots, boolean mirrored, int most) {
        float[][] sum = new float[ANGLES][SCALES];
        int[] count = new int[SCALES];
        for (int k = 0; k < pilots.count(); k++) {
            double fx = mirrored ? -pilots.fx(k) : pilots.fx(k);
            double turn = Math.atan2(pilots.fy(k), fx) / Math.PI + 0.5;
            int angle = Math.floorMod(Math.round(turn * ANGLES), ANGLES);
            int radius = (int) Math.round((Math.log(pilots.radius(k)) + LEAST - LEAST_RADIUS) / STEP);
            int from = Math.max(0, -radius);
            int to = Math.min(SCALES, RADII - radius);
            for (int s = from; s < to; s++) {
                count[s]++;
            }
            for (int i = 0; i < ANGLES; i++) {
                int row = i + angle;
                add(sum[i], polar[row < ANGLES ? row : row - ANGLES], from, to, radius);
            }
        }
        for (float[] row : sum) {
            for (int s = 0; s < SCALES; s++) {
                row[s] = count[s] < LEAST_PILOTS ? -9 : row[s] / (float) Math.sqrt(count[s]);
            }
        }
        return peaks(sum, mirrored, most);
    }

    private static void add(float[] sum, float[] values, int from, int to, int shift) {
        for (int s = from; s < to; s++) {
            sum[s] += values[s + shift];
        }
    }

    private static List<Candidate> peaks(float[][] sum, boolean mirrored, int most) {
        Top top = new Top(most);
        for (int i = 0; i < ANGLES; i++) {
            for (int s = 0; s < SCALES; s++) {
                if (top.wants(sum[i][s]) && isPeak(sum, i, s)) {
                    double scale = Math.exp(LEAST + s * STEP);
                    double cos = scale * Math.cos(Math.PI * i / ANGLES);
                    double sin = scale * Math.sin(Math.PI * i / ANGLES);
                    int flip = mirrored ? -1 : 1;
                    top.add(new Candidate(sum[i][s], new Matrix2(flip * cos, -sin, flip * sin, cos)));
                }
            }
        }
        return top.list();
    }

    private static boolean isPeak(float[][] sum, int i, int s) {
        for (int di = -RIVAL; di <= RIVAL; di++) {
            float[] row = sum[Math.floorMod(i + di, ANGLES)];
            for (int t = Math.max(0, s - RIVAL); t <= Math.min(SCALES - 1, s + RIVAL); t++) {
                if (row[t] > sum[i][s]) {
                    return false;
                }
            }
        }
        return true;
    }
}
