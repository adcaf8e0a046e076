package one.imago.watermark.fingerprint;

import java.nio.ByteBuffer;
import one.imago.node.picture.Picture;

/**
 * The Image-Code, version 0, of the International Standard Content Code (ISO 24138), published beside the other
 * fingerprints so that a work can be looked up where others keep it. Its bits are those of {@link MedianHash} on the
 * {@link IsccThumbnail}; its text is a header of 16 bits (content code, image, version 0, length) and the bits, in base32.
 */
public final class IsccImageCode {
    private static final int SIDE = 9;
    private static final int KEPT = 8;
    /** Corners of the 8 x 8 frequencies that make the first, second, third and fourth 64 bits: horizontal, vertical. */
    private static final int[][] CORNERS = {{0, 0}, {1, 0}, {0, 1}, {1, 1}};

    private static final int CONTENT = 2;
    private static final int IMAGE = 1;
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int DIGIT_BITS = 5;

    private IsccImageCode() {}

    /** The usual 64 bits, as {@code ISCC:EEA…}. */
    public static String of(Picture picture) {
        return text(bits(IsccThumbnail.of(picture), 1));
    }

    /**
     * @param gray 32 x 32 levels as unsigned bytes, row by row
     * @param words of 64 bits, 1 to 4
     */
    static long[] bits(byte[] gray, int words) {
        double[] levels = new double[gray.length];
        for (int i = 0; i < gray.length; i++) {
            levels[i] = gray[i] & 0xff;
        }
        long[] grid = MedianHash.onGrid(LowFrequencies.of(levels, SIDE));
        long[] bits = new long[words];
        for (int i = 0; i < words; i++) {
            long[] corner = new long[KEPT * KEPT];
            for (int j = 0; j < corner.length; j++) {
                corner[j] = grid[SIDE * (j / KEPT + CORNERS[i][1]) + j % KEPT + CORNERS[i][0]];
            }
            bits[i] = MedianHash.of(corner);
        }
        return bits;
    }

    static String text(long[] bits) {
        int thirtyTwos = 2 * bits.length;
        ByteBuffer bytes = ByteBuffer.allocate(2 + Long.BYTES * bits.length);
        bytes.put((byte) ((CONTENT << 4) | IMAGE)).put((byte) (thirtyTwos - 1));
        for (long word : bits) {
            bytes.putLong(word);
        }
        return "ISCC:" + base32(bytes.array());
    }

    /** RFC 4648 without padding. */
    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte next : bytes) {
            held = (held << Byte.SIZE) | (next & 0xff);
            bits += Byte.SIZE;
            while (bits >= DIGIT_BITS) {
                bits -= DIGIT_BITS;
                text.append(DIGITS.charAt((held >>> bits) & 31));
            }
            held &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(DIGITS.charAt((held << (DIGIT_BITS - bits)) & 31));
        }
        return text.toString();
    }
}
