package one.imago.watermark.features;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * ORB features of one picture: where each stands, how large and how turned it is, and a descriptor of 256 bits whose
 * Hamming distance to that of the same detail in a copy is small. Immutable.
 */
public final class Features {
    /** Words of 64 bits in a descriptor. */
    public static final int WORDS = 4;

    public static final int DESCRIPTOR_BYTES = WORDS * Long.BYTES;
    /** Steps of a whole turn in which orientation is kept. */
    static final int ANGLES = 256;
    /** Sizes are kept as steps of this factor, step {@link #NATURAL} being the size of the frame itself. */
    public static final double SIZE_STEP = 1.2;

    static final int NATURAL = 16;
    /** Coordinates are kept in 1/64 pixel. */
    static final int SUBPIXELS = 64;

    /** Bytes of one feature in {@link #encode}. */
    public static final int ENCODED_BYTES = 2 * Short.BYTES + 2 + DESCRIPTOR_BYTES;

    private final char[] positions;
    private final byte[] angles;
    private final byte[] sizes;
    private final long[] words;

    /**
     * @param positions x and y of each, in 1/64 pixel of the working frame
     * @param angles of each, in 1/256 turn
     * @param sizes of each, in steps
     * @param words descriptors, 4 words each
     */
    Features(char[] positions, byte[] angles, byte[] sizes, long[] words) {
        if (positions.length != 2 * angles.length
                || sizes.length != angles.length
                || words.length != WORDS * angles.length) {
            throw new IllegalArgumentException("the parts of the features do not fit together");
        }
        this.positions = positions;
        this.angles = angles;
        this.sizes = sizes;
        this.words = words;
    }

    public static Features none() {
        return new Features(new char[0], new byte[0], new byte[0], new long[0]);
    }

    public int count() {
        return angles.length;
    }

    /** Pixels of the working frame. */
    public float x(int feature) {
        return positions[2 * feature] / (float) SUBPIXELS;
    }

    /** Pixels of the working frame. */
    public float y(int feature) {
        return positions[2 * feature + 1] / (float) SUBPIXELS;
    }

    /** In turns, 0 to 1. */
    public float turn(int feature) {
        return (angles[feature] & 0xff) / (float) ANGLES;
    }

    /** Size in steps of a fifth; only differences mean something. */
    public int size(int feature) {
        return sizes[feature];
    }

    public long word(int feature, int index) {
        return words[WORDS * feature + index];
    }

    /**
     * Differing bits of a descriptor here and one there, or {@code enough} when they are no fewer: half of a descriptor
     * mostly says so.
     */
    public int distance(int feature, Features other, int otherFeature, int enough) {
        long[] there = other.words;
        int a = WORDS * feature;
        int b = WORDS * otherFeature;
        int half = Long.bitCount(words[a] ^ there[b]) + Long.bitCount(words[a + 1] ^ there[b + 1]);
        return half >= enough
                ? enough
                : Math.min(
                        enough,
                        half + Long.bitCount(words[a + 2] ^ there[b + 2]) + Long.bitCount(words[a + 3] ^ there[b + 3]));
    }

    /** For each feature x, y (16 bits each), angle, size (a byte each), descriptor. */
    public void encode(ByteBuffer out) {
        for (int i = 0; i < count(); i++) {
            out.putChar(positions[2 * i]).putChar(positions[2 * i + 1]);
            out.put(angles[i]).put(sizes[i]);
            for (int word = 0; word < WORDS; word++) {
                out.putLong(words[WORDS * i + word]);
            }
        }
    }

    /** Reads {@code count} features; the caller has checked that they are there. */
    public static Features decode(ByteBuffer in, int count) {
        char[] positions = new char[2 * count];
        byte[] angles = new byte[count];
        byte[] sizes = new byte[count];
        long[] words = new long[WORDS * count];
        for (int i = 0; i < count; i++) {
            positions[2 * i] = in.getChar();
            positions[2 * i + 1] = in.getChar();
            angles[i] = in.get();
            sizes[i] = in.get();
            for (int word = 0; word < WORDS; word++) {
                words[WORDS * i + word] = in.getLong();
            }
        }
        return new Features(positions, angles, sizes, words);
    }

    /** These and others, in that order. */
    Features and(Features others) {
        char[] p = Arrays.copyOf(positions, positions.length + others.positions.length);
        byte[] a = Arrays.copyOf(angles, angles.length + others.angles.length);
        byte[] s = Arrays.copyOf(sizes, sizes.length + others.sizes.length);
        long[] w = Arrays.copyOf(words, words.length + others.words.length);
        System.arraycopy(others.positions, 0, p, positions.length, others.positions.length);
        System.arraycopy(others.angles, 0, a, angles.length, others.angles.length);
        System.arraycopy(others.sizes, 0, s, sizes.length, others.sizes.length);
        System.arraycopy(others.words, 0, w, words.length, others.words.length);
        return new Features(p, a, s, w);
    }
}
