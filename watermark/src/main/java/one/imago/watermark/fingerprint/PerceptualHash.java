package one.imago.watermark.fingerprint;

import one.imago.node.picture.Picture;

/**
 * The 64-bit DCT hash in two versions. Both shrink the picture to 32 x 32 gray levels, transform and keep the 8 x 8 lowest
 * frequencies, the constant one included. Bit 63 (the first of the text form) belongs to frequency (0, 0), then row by
 * row: horizontal frequency changes fastest.
 *
 * <ul>
 *   <li>Version 0, the white paper's: bit = 1 where the coefficient of the orthonormal DCT is at least the <em>mean</em>
 *       of the 64. The constant term dominates that mean, so that about half of the bits say little: measured, 30 bits'
 *       worth, and unrelated photographs come within 8 bits once in 200. Kept for parity with the paper.
 *   <li>Version 1: bit = 1 where the coefficient of the plain DCT is greater than the <em>median</em> of the 64, the rule
 *       of the Python package imagehash and of ISCC's Image-Code; 59 bits' worth. This one is indexed.
 * </ul>
 *
 * A match is a candidate, never a proof. Every machine gets the same bits.
 */
public final class PerceptualHash {
    private static final int KEPT = 8;

    private PerceptualHash() {}

    /** Version 0. */
    public static long whitepaper(Picture picture) {
        return overMean(orthonormal(LowFrequencies.of(GrayThumbnail.of(picture), KEPT)));
    }

    /** Version 1. */
    public static long median(Picture picture) {
        return median(GrayThumbnail.of(picture));
    }

    /**
     * Version 1 of a picture that was shrunk already.
     *
     * @param gray 32 x 32 levels, row by row
     */
    public static long median(double[] gray) {
        return MedianHash.of(MedianHash.onGrid(LowFrequencies.of(gray, KEPT)));
    }

    /**
     * Version 1 of the picture turned in the eight ways of the EXIF orientations 1 to 8, in this order: the codes under
     * which a mirrored or rotated copy finds its original. They are those of the turned 32 x 32 levels.
     */
    public static long[] turned(Picture picture) {
        return turned(GrayThumbnail.of(picture));
    }

    /** As {@link #turned(Picture)}, of 32 x 32 levels. */
    public static long[] turned(double[] gray) {
        return MedianHash.turned(MedianHash.onGrid(LowFrequencies.of(gray, KEPT)));
    }

    /** Number of bits that differ, 0 to 64. */
    public static int distance(long a, long b) {
        return Long.bitCount(a ^ b);
    }

    /** 16 lower-case hexadecimal digits. */
    public static String hex(long hash) {
        String digits = Long.toHexString(hash);
        return "0".repeat(16 - digits.length()) + digits;
    }

    static long overMean(double[] coefficients) {
        double sum = 0;
        for (double coefficient : coefficients) {
            sum += coefficient;
        }
        double mean = sum / coefficients.length;
        long hash = 0;
        for (double coefficient : coefficients) {
            hash = (hash << 1) | (coefficient >= mean ? 1 : 0);
        }
        return hash;
    }

    /** The plain coefficients times √(1/32) for a constant direction and √(2/32) for another. */
    static double[] orthonormal(double[] coefficients) {
        double[] scaled = new double[coefficients.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = coefficients[i] * (norm(i % KEPT) * norm(i / KEPT));
        }
        return scaled;
    }

    private static double norm(int frequency) {
        return StrictMath.sqrt((frequency == 0 ? 1.0 : 2.0) / GrayThumbnail.SIDE);
    }
}
