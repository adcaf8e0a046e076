package one.imago.watermark.robust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for pictures that were scaled, each way by a factor of its own, and perhaps mirrored or turned by quarters: for
 * every pair of factors it adds up the spectrum at the places where the pilots would then stand.
 */
final class AxisSearch {
    /** Upright, mirrored, and either turned by a quarter; a half turn makes no difference to a spectrum. */
    static final List<Matrix2> POSES = List.of(
            new Matrix2(1, 0, 0, 1), new Matrix2(-1, 0, 0, 1), new Matrix2(0, 1, 1, 0), new Matrix2(0, -1, 1, 0));

    private static final double STEP = 0.004;
    private static final double LEAST = Math.log(0.5);
    private static final double MOST = Math.log(4.2);
    private static final int COUNT = (int) ((MOST - LEAST) / STEP);

    /** Largest difference of the two factors' logarithms. */
    private static final int ASPECT = (int) (0.4 / STEP);

    private static final int LEAST_PILOTS = 12;
    private static final int RIVAL = 4;
    private static final double NYQUIST = 0.49;

    private AxisSearch() {}

    static List<Candidate> candidates(PowerSpectrum spectrum, Pilots pilots, int most) {
        List<Candidate> found = new ArrayList<>();
        for (Matrix2 pose : POSES) {
            found.addAll(inPose(spectrum.excess(), pilots, pose, most));
        }
        found.sort(Comparator.comparingDouble(Candidate::score).reversed());
        return found.subList(0, Math.min(most, found.size()));
    }

    private static List<Candidate> inPose(float[] excess, Pilots pilots, Matrix2 pose, int most) {
        float[][] sum = new float[COUNT][2 * ASPECT + 1];
        int[][] count = new int[COUNT][2 * ASPECT + 1];
        int[] columns = new int[COUNT];
        int[] rows = new int[COUNT];
        for (int k = 0; k < pilots.count(); k++) {
            double fx = pose.xx() * pilots.fx(k) + pose.xy() * pilots.fy(k);
            double fy = pose.yx() * pilots.fx(k) + pose.yy() * pilots.fy(k);
            if (fx < 0) {
                fx = -fx;
                fy = -fy;
            }
            int reachX = places(fx, columns);
            int reachY = places(Math.abs(fy), rows);
            int sign = fy < 0 ? -1 : 1;
            for (int y = 0; y < reachY; y++) {
                int row = (PowerSpectrum.SIZE / 2 + sign * rows[y]) * PowerSpectrum.STRIDE + PowerSpectrum.MARGIN;
                int from = Math.max(0, y - ASPECT);
                int to = Math.min(reachX, y + ASPECT + 1);
                float[] sums = sum[y];
                int[] counts = count[y];
                int shift = ASPECT - y;
                for (int x = from; x < to; x++) {
                    sums[x + shift] += excess[row + columns[x]];
                    counts[x + shift]++;
                }
            }
        }
        for (int y = 0; y < COUNT; y++) {
            for (int i = 0; i < sum[y].length; i++) {
                sum[y][i] = count[y][i] < LEAST_PILOTS ? -9 : sum[y][i] / (float) Math.sqrt(count[y][i]);
            }
        }
        return peaks(sum, pose, most);
    }

    /** Bin of a frequency under each factor; returns how many factors keep it below half a cycle per pixel. */
    private static int places(double frequency, int[] bins) {
        for (int i = 0; i < COUNT; i++) {
            double f = frequency * Math.exp(LEAST + i * STEP);
            if (f > NYQUIST) {
                return i;
            }
            bins[i] = (int) Math.round(f * PowerSpectrum.SIZE);
        }
        return COUNT;
    }

    private static List<Candidate> peaks(float[][] sum, Matrix2 pose, int most) {
        Top top = new Top(most);
        for (int y = 0; y < COUNT; y++) {
            for (int i = 0; i < sum[y].length; i++) {
                if (top.wants(sum[y][i]) && isPeak(sum, y, i)) {
                    int x = y + i - ASPECT;
                    double sx = Math.exp(LEAST + x * STEP);
                    double sy = Math.exp(LEAST + y * STEP);
                    top.add(new Candidate(
                            sum[y][i], new Matrix2(sx * pose.xx(), sx * pose.xy(), sy * pose.yx(), sy * pose.yy())));
                }
            }
        }
        return top.list();
    }

    private static boolean isPeak(float[][] sum, int y, int i) {
        for (int dy = -RIVAL; dy <= RIVAL; dy++) {
            if (y + dy < 0 || y + dy >= COUNT) {
                continue;
            }
            float[] row = sum[y + dy];
            for (int dx = -RIVAL; dx <= RIVAL; dx++) {
                int j = i + dx - dy;
                if (j >= 0 && j < row.length && row[j] > sum[y][i]) {
                    return false;
                }
            }
        }
        return true;
    }
}
