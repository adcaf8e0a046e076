package one.imago.watermark.mark;

import one.imago.node.picture.Picture;

/** How far two pictures of one size are apart. */
public final class PictureQuality {
    private static final double CAP = 100;
    private static final int WINDOW = 8;
    private static final int STRIDE = 4;
    private static final double C1 = 0.01 * 255 * (0.01 * 255);
    private static final double C2 = 0.03 * 255 * (0.03 * 255);

    private PictureQuality() {}

    /** Peak signal-to-noise ratio over three 8-bit channels, in dB; 100 for equal pictures. */
    public static double psnr(Picture a, Picture b) {
        requireSameSize(a, b);
        byte[] left = a.bgr();
        byte[] right = b.bgr();
        long total = 0;
        for (int from = 0; from < left.length; from += 1 << 14) {
            int sum = 0;
            int to = Math.min(left.length, from + (1 << 14));
            for (int i = from; i < to; i++) {
                int difference = (left[i] & 0xff) - (right[i] & 0xff);
                sum += difference * difference;
            }
            total += sum;
        }
        if (total == 0) {
            return CAP;
        }
        return Math.min(CAP, 10 * Math.log10(255.0 * 255.0 * left.length / total));
    }

    /**
     * Mean structural similarity of the luma (Wang et al. 2004), over windows of 8 x 8 pixels with uniform weights, four
     * pixels apart: faster than the Gaussian window, and within a few thousandths of it.
     */
    public static double ssim(Picture a, Picture b) {
        requireSameSize(a, b);
        float[] left = luma(a);
        float[] right = luma(b);
        double sum = 0;
        long windows = 0;
        for (int y = 0; y + WINDOW <= a.height(); y += STRIDE) {
            for (int x = 0; x + WINDOW <= a.width(); x += STRIDE) {
                sum += window(left, right, a.width(), x, y);
                windows++;
            }
        }
        return windows == 0 ? 1 : sum / windows;
    }

    private static double window(float[] left, float[] right, int width, int x0, int y0) {
        float sumA = 0;
        float sumB = 0;
        float sumAa = 0;
        float sumBb = 0;
        float sumAb = 0;
        for (int y = y0; y < y0 + WINDOW; y++) {
            for (int i = y * width + x0; i < y * width + x0 + WINDOW; i++) {
                float p = left[i];
                float q = right[i];
                sumA += p;
                sumB += q;
                sumAa += p * p;
                sumBb += q * q;
                sumAb += p * q;
            }
        }
        double n = WINDOW * WINDOW;
        double meanA = sumA / n;
        double meanB = sumB / n;
        double varianceA = sumAa / n - meanA * meanA;
        double varianceB = sumBb / n - meanB * meanB;
        double covariance = sumAb / n - meanA * meanB;
        return (2 * meanA * meanB + C1)
                * (2 * covariance + C2)
                / ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2));
    }

    private static float[] luma(Picture picture) {
        byte[] bgr = picture.bgr();
        float[] luma = new float[bgr.length / 3];
        for (int i = 0; i < luma.length; i++) {
            luma[i] =
                    0.114f * (bgr[3 * i] & 0xff) + 0.587f * (bgr[3 * i + 1] & 0xff) + 0.299f * (bgr[3 * i + 2] & 0xff);
        }
        return luma;
    }

    private static void requireSameSize(Picture a, Picture b) {
        if (a.width() != b.width() || a.height() != b.height()) {
            throw new IllegalArgumentException("pictures of different sizes can't be compared sample by sample");
        }
    }
}
