package one.imago.watermark.robust;

import java.util.Arrays;

/**
 * Finds the shift within a tile under which the pilots agree best (phase correlation over the pilots alone). Keeps its
 * working arrays: one thread at a time.
 */
final class ShiftSearch {
    private static final int TILE = Layout.TILE;
    /** Places either way at which shifts are tried: every 1.64 pixels, less than half the shortest pilot wave. */
    private static final int GRID = 78;

    private static final int HALF = GRID / 2 + 1;
    private final Pilots pilots;
    /** The |u| in use, and for every pilot the place of its own among them and the sign of u. */
    private final int[] columns;

    private final int[] columnOf;
    private final int[] signOf;
    private final float[][] cosines;
    private final float[][] sines;
    private final float[] stepCosine;
    private final float[] stepSine;
    private final float[] re;
    private final float[] im;
    private final float[] even;
    private final float[] odd;
    private final float[] evenRow = new float[HALF];
    private final float[] oddRow = new float[HALF];

    /**
     * @param x to be taken from the marked picture's coordinates
     * @param sign negative when the picture's tones are inverted
     * @param z height over the standard deviation of chance
     */
    record Shift(double x, double y, int sign, double z) {}

    ShiftSearch(Pilots pilots) {
        this.pilots = pilots;
        int n = pilots.count();
        columns = Arrays.stream(pilots.u()).map(Math::abs).distinct().sorted().toArray();
        columnOf = new int[n];
        signOf = new int[n];
        stepCosine = new float[n];
        stepSine = new float[n];
        re = new float[n];
        im = new float[n];
        for (int k = 0; k < n; k++) {
            columnOf[k] = Arrays.binarySearch(columns, Math.abs(pilots.u()[k]));
            signOf[k] = pilots.u()[k] < 0 ? -1 : 1;
            stepCosine[k] = (float) Math.cos(2 * Math.PI * pilots.v()[k] / GRID);
            stepSine[k] = (float) Math.sin(2 * Math.PI * pilots.v()[k] / GRID);
        }
        even = new float[columns.length];
        odd = new float[columns.length];
        cosines = new float[columns.length][HALF];
        sines = new float[columns.length][HALF];
        for (int i = 0; i < columns.length; i++) {
            for (int x = 0; x < HALF; x++) {
                cosines[i][x] = (float) Math.cos(2 * Math.PI * columns[i] * x / GRID);
                sines[i][x] = (float) Math.sin(2 * Math.PI * columns[i] * x / GRID);
            }
        }
    }

    /** Searches for lines whose keyed phases were taken out; their strengths count little. */
    Shift best(float[] measured) {
        float[] lines = levelled(measured);
        begin(lines);
        float best = 0;
        int bestX = 0;
        int bestY = 0;
        for (int y = 0; y < GRID; y++) {
            nextRow();
            for (int x = 0; x < HALF; x++) {
                float value = Math.abs(evenRow[x]) + Math.abs(oddRow[x]);
                if (value > best) {
                    best = value;
                    // Left and right of zero differ in the odd part's sign alone.
                    bestX = evenRow[x] * oddRow[x] < 0 ? -x : x;
                    bestY = y;
                }
            }
        }
        return sharpened(lines, (double) bestX * TILE / GRID, (double) bestY * TILE / GRID);
    }

    /** Height of the best agreement on the grid, in standard deviations of chance, with the strengths as they are. */
    double highest(float[] lines) {
        begin(lines);
        float best = 0;
        for (int y = 0; y < GRID; y++) {
            nextRow();
            for (int x = 0; x < HALF; x++) {
                best = Math.max(best, Math.abs(evenRow[x]) + Math.abs(oddRow[x]));
            }
        }
        return best / deviation(lines);
    }

    private static double deviation(float[] lines) {
        float power = 1e-20f;
        for (float value : lines) {
            power += value * value;
        }
        return Math.sqrt(0.5 * power);
    }

    /** Mostly phase: a line counts by its strength only as far as it is weaker than the middle one. */
    private static float[] levelled(float[] measured) {
        int n = measured.length / 2;
        float[] size = new float[n];
        for (int k = 0; k < n; k++) {
            size[k] = (float) Math.hypot(measured[2 * k], measured[2 * k + 1]);
        }
        float[] sorted = size.clone();
        Arrays.sort(sorted);
        float middle = sorted[n / 2] + 1e-20f;
        float[] lines = new float[2 * n];
        for (int k = 0; k < n; k++) {
            lines[2 * k] = measured[2 * k] / (size[k] + middle);
            lines[2 * k + 1] = measured[2 * k + 1] / (size[k] + middle);
        }
        return lines;
    }

    /** Starts a walk through the rows of the sum over pilots of Re(line exp(2 pi i (u x + v y) / T)). */
    private void begin(float[] lines) {
        for (int k = 0; k < re.length; k++) {
            re[k] = lines[2 * k];
            im[k] = lines[2 * k + 1];
        }
    }

    /** The next row, as parts even and odd in x. */
    private void nextRow() {
        Arrays.fill(even, 0);
        Arrays.fill(odd, 0);
        for (int k = 0; k < re.length; k++) {
            even[columnOf[k]] += re[k];
            odd[columnOf[k]] -= signOf[k] * im[k];
        }
        Arrays.fill(evenRow, 0);
        Arrays.fill(oddRow, 0);
        for (int i = 0; i < columns.length; i++) {
            add(evenRow, even[i], cosines[i]);
            add(oddRow, odd[i], sines[i]);
        }
        turn(re, im, stepCosine, stepSine);
    }

    private static void turn(float[] re, float[] im, float[] cos, float[] sin) {
        for (int k = 0; k < re.length; k++) {
            float r = re[k] * cos[k] - im[k] * sin[k];
            im[k] = re[k] * sin[k] + im[k] * cos[k];
            re[k] = r;
        }
    }

    private static void add(float[] to, float factor, float[] values) {
        for (int x = 0; x < HALF; x++) {
            to[x] += factor * values[x];
        }
    }

    private Shift sharpened(float[] lines, double startX, double startY) {
        double x = startX;
        double y = startY;
        int sign = at(lines, x, y) < 0 ? -1 : 1;
        double best = sign * at(lines, x, y);
        for (double step = 1; step > 0.1; step /= 2) {
            boolean better = true;
            while (better) {
                better = false;
                for (int direction = 0; direction < 4; direction++) {
                    double nx = x + (direction == 0 ? step : direction == 1 ? -step : 0);
                    double ny = y + (direction == 2 ? step : direction == 3 ? -step : 0);
                    double value = sign * at(lines, nx, ny);
                    if (value > best) {
                        best = value;
                        x = nx;
                        y = ny;
                        better = true;
                    }
                }
            }
        }
        return new Shift(x, y, sign, best / deviation(lines));
    }

    private double at(float[] lines, double x, double y) {
        double sum = 0;
        for (int k = 0; k < pilots.count(); k++) {
            double angle = 2 * Math.PI * (pilots.fx(k) * x + pilots.fy(k) * y);
            sum += lines[2 * k] * Math.cos(angle) - lines[2 * k + 1] * Math.sin(angle);
        }
        return sum;
    }
}
