package one.imago.watermark.robust;

import java.util.Arrays;
import org.opencv.core.Mat;

/**
 * Holds down what is strong, place by place and frequency by frequency: a lapped transform of 8 x 8 blocks, four pixels
 * apart, whose coefficients are divided by the power 1.5 of their own size. An edge is strong in one direction and lets
 * the mark through in all the others; that is why this reads about one decibel further than a weight for each place.
 */
final class Whitening {
    private static final int BLOCK = 8;
    private static final int HOP = BLOCK / 2;
    /** Gray levels below which strength does not matter. */
    private static final float FLOOR = 3.5f;

    private static final float[] WINDOW = new float[BLOCK];

    static {
        for (int i = 0; i < BLOCK; i++) {
            WINDOW[i] = (float) Math.sin(Math.PI * (i + 0.5) / BLOCK);
        }
    }

    private final int width;
    private final int height;
    /** Blocks in a row; the first begins four pixels left of the picture. */
    private final int blocks;

    private final float[][] column;
    private final float[][] bands;
    private final float[][] gathered;
    private final float[][][] spectrum;
    private final float[][] power;

    private Whitening(int width, int height) {
        this.width = width;
        this.height = height;
        blocks = (width + HOP - 1) / HOP + 1;
        int padded = HOP * (blocks + 1);
        column = new float[BLOCK][padded];
        bands = new float[BLOCK][padded];
        gathered = new float[BLOCK][blocks];
        spectrum = new float[BLOCK][BLOCK][blocks];
        power = new float[BLOCK * BLOCK][blocks];
    }

    /** What the mean amplitude of noise of so many gray levels is multiplied with. */
    static double gain(double activity) {
        return Math.pow(activity * activity + FLOOR * FLOOR, -0.75);
    }

    /** Whitens 32-bit floats in place. */
    static void apply(Mat high) {
        new Whitening(high.cols(), high.rows()).run(high);
    }

    private void run(Mat high) {
        float[] row = new float[width];
        float[][] source = new float[height][];
        for (int y = 0; y < height; y++) {
            high.get(y, 0, row);
            float[] padded = new float[HOP * (blocks + 1)];
            System.arraycopy(row, 0, padded, HOP, width);
            source[y] = padded;
        }
        float[] nothing = new float[HOP * (blocks + 1)];
        float[][] sum = new float[BLOCK][HOP * (blocks + 1)];
        for (int top = -HOP; top < height; top += HOP) {
            for (int i = 0; i < BLOCK; i++) {
                boolean inside = top + i >= 0 && top + i < height;
                scale(inside ? source[top + i] : nothing, WINDOW[i], column[i]);
            }
            Cosine8.forward(column, bands, HOP * (blocks + 1));
            analyse();
            flatten();
            synthesise();
            Cosine8.inverse(bands, column, HOP * (blocks + 1));
            for (int i = 0; i < BLOCK; i++) {
                addScaled(column[i], WINDOW[i], sum[i]);
            }
            for (int i = 0; i < HOP; i++) {
                if (top + i >= 0 && top + i < height) {
                    System.arraycopy(sum[i], HOP, row, 0, width);
                    high.put(top + i, 0, row);
                }
                float[] done = sum[i];
                sum[i] = sum[i + HOP];
                sum[i + HOP] = done;
                Arrays.fill(done, 0);
            }
        }
    }

    private static void scale(float[] from, float by, float[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] = by * from[j];
        }
    }

    private static void addScaled(float[] from, float by, float[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] += by * from[j];
        }
    }

    private void analyse() {
        for (int k = 0; k < BLOCK; k++) {
            float[] band = bands[k];
            for (int i = 0; i < BLOCK; i++) {
                float window = WINDOW[i];
                float[] to = gathered[i];
                for (int j = 0; j < blocks; j++) {
                    to[j] = window * band[HOP * j + i];
                }
            }
            Cosine8.forward(gathered, spectrum[k], blocks);
        }
    }

    private void synthesise() {
        for (int k = 0; k < BLOCK; k++) {
            Cosine8.inverse(spectrum[k], gathered, blocks);
            float[] band = bands[k];
            Arrays.fill(band, 0);
            for (int i = 0; i < BLOCK; i++) {
                float window = WINDOW[i];
                float[] from = gathered[i];
                for (int j = 0; j < blocks; j++) {
                    band[HOP * j + i] += window * from[j];
                }
            }
        }
    }

    /** Multiplies each coefficient by the power -3/4 of the mean square around it. */
    private void flatten() {
        for (int k = 0; k < BLOCK; k++) {
            for (int l = 0; l < BLOCK; l++) {
                squares(spectrum[k][mirror(l - 1)], spectrum[k][l], spectrum[k][mirror(l + 1)], power[k * BLOCK + l]);
            }
        }
        for (int k = 0; k < BLOCK; k++) {
            for (int l = 0; l < BLOCK; l++) {
                divide(
                        power[mirror(k - 1) * BLOCK + l],
                        power[k * BLOCK + l],
                        power[mirror(k + 1) * BLOCK + l],
                        spectrum[k][l]);
            }
        }
    }

    private static int mirror(int index) {
        return index < 0 ? 1 : index >= BLOCK ? BLOCK - 2 : index;
    }

    private static void squares(float[] a, float[] b, float[] c, float[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] = a[j] * a[j] + b[j] * b[j] + c[j] * c[j];
        }
    }

    private static void divide(float[] a, float[] b, float[] c, float[] values) {
        for (int j = 0; j < values.length; j++) {
            float mean = (a[j] + b[j] + c[j]) * (4f / 9) + FLOOR * FLOOR;
            values[j] /= (float) Math.sqrt(mean * (float) Math.sqrt(mean));
        }
    }
}
