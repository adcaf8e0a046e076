package one.imago.watermark.robust;

/**
 * The orthonormal cosine transform of eight values, for many at once: value i of transform j stands at [i][j]. Written so
 * that the loops become vector instructions.
 */
final class Cosine8 {
    private static final float ROOT = (float) Math.sqrt(0.125);
    private static final float E1 = half(2);
    private static final float E2 = half(6);
    private static final float O1 = half(1);
    private static final float O3 = half(3);
    private static final float O5 = half(5);
    private static final float O7 = half(7);

    private Cosine8() {}

    private static float half(int k) {
        return (float) (0.5 * Math.cos(k * Math.PI / 16));
    }

    static void forward(float[][] from, float[][] to, int length) {
        even(from, to, length);
        odd(from, to, length);
    }

    private static void even(float[][] from, float[][] to, int length) {
        float[] x0 = from[0];
        float[] x1 = from[1];
        float[] x2 = from[2];
        float[] x3 = from[3];
        float[] x4 = from[4];
        float[] x5 = from[5];
        float[] x6 = from[6];
        float[] x7 = from[7];
        float[] y0 = to[0];
        float[] y2 = to[2];
        float[] y4 = to[4];
        float[] y6 = to[6];
        for (int j = 0; j < length; j++) {
            float s0 = x0[j] + x7[j];
            float s1 = x1[j] + x6[j];
            float s2 = x2[j] + x5[j];
            float s3 = x3[j] + x4[j];
            y0[j] = ROOT * (s0 + s1 + s2 + s3);
            y4[j] = ROOT * (s0 - s1 - s2 + s3);
            y2[j] = E1 * (s0 - s3) + E2 * (s1 - s2);
            y6[j] = E2 * (s0 - s3) - E1 * (s1 - s2);
        }
    }

    private static void odd(float[][] from, float[][] to, int length) {
        float[] x0 = from[0];
        float[] x1 = from[1];
        float[] x2 = from[2];
        float[] x3 = from[3];
        float[] x4 = from[4];
        float[] x5 = from[5];
        float[] x6 = from[6];
        float[] x7 = from[7];
        float[] y1 = to[1];
        float[] y3 = to[3];
        float[] y5 = to[5];
        float[] y7 = to[7];
        for (int j = 0; j < length; j++) {
            float d0 = x0[j] - x7[j];
            float d1 = x1[j] - x6[j];
            float d2 = x2[j] - x5[j];
            float d3 = x3[j] - x4[j];
            y1[j] = O1 * d0 + O3 * d1 + O5 * d2 + O7 * d3;
            y3[j] = O3 * d0 - O7 * d1 - O1 * d2 - O5 * d3;
            y5[j] = O5 * d0 - O1 * d1 + O7 * d2 + O3 * d3;
            y7[j] = O7 * d0 - O5 * d1 + O3 * d2 - O1 * d3;
        }
    }

    static void inverse(float[][] from, float[][] to, int length) {
        float[] y0 = from[0];
        float[] y1 = from[1];
        float[] y2 = from[2];
        float[] y3 = from[3];
        float[] y4 = from[4];
        float[] y5 = from[5];
        float[] y6 = from[6];
        float[] y7 = from[7];
        outer(y0, y2, y4, y6, y1, y3, y5, y7, to[0], to[7], to[3], to[4], length);
        inner(y0, y2, y4, y6, y1, y3, y5, y7, to[1], to[6], to[2], to[5], length);
    }

    private static void outer(
            float[] y0,
            float[] y2,
            float[] y4,
            float[] y6,
            float[] y1,
            float[] y3,
            float[] y5,
            float[] y7,
            float[] x0,
            float[] x7,
            float[] x3,
            float[] x4,
            int length) {
        for (int j = 0; j < length; j++) {
            float middle = ROOT * (y0[j] + y4[j]);
            float slope = E1 * y2[j] + E2 * y6[j];
            float d0 = O1 * y1[j] + O3 * y3[j] + O5 * y5[j] + O7 * y7[j];
            float d3 = O7 * y1[j] - O5 * y3[j] + O3 * y5[j] - O1 * y7[j];
            x0[j] = middle + slope + d0;
            x7[j] = middle + slope - d0;
            x3[j] = middle - slope + d3;
            x4[j] = middle - slope - d3;
        }
    }

    private static void inner(
            float[] y0,
            float[] y2,
            float[] y4,
            float[] y6,
            float[] y1,
            float[] y3,
            float[] y5,
            float[] y7,
            float[] x1,
            float[] x6,
            float[] x2,
            float[] x5,
            int length) {
        for (int j = 0; j < length; j++) {
            float middle = ROOT * (y0[j] - y4[j]);
            float slope = E2 * y2[j] - E1 * y6[j];
            float d1 = O3 * y1[j] - O7 * y3[j] - O1 * y5[j] - O5 * y7[j];
            float d2 = O5 * y1[j] - O1 * y3[j] + O7 * y5[j] + O3 * y7[j];
            x1[j] = middle + slope + d1;
            x6[j] = middle + slope - d1;
            x2[j] = middle - slope + d2;
            x5[j] = middle - slope - d2;
        }
    }
}
