package one.imago.watermark.likeness;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is kept of a picture to compare others with it: its luminance on a {@value #SIDE} x {@value #SIDE} grid and up to
 * {@value #MAX_FEATURES} ORB features. About 15 KB, so that an index holds one for every registered work and no
 * stranger's preview is decoded again for a verification. Immutable.
 */
public final class Sketch {
    static final int SIDE = 64;
    static final int MAX_FEATURES = 300;
    static final int DESCRIPTOR_BYTES = 32;
    /** Coordinates are stored in 1/64 pixel of the working frame. */
    static final int SUBPIXELS = 64;

    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 7;
    private static final int FEATURE_BYTES = 2 * Short.BYTES + DESCRIPTOR_BYTES;

    private final int width;
    private final int height;
    private final byte[] luminance;
    private final char[] positions;
    private final byte[] descriptors;

    /**
     * @param width of the working frame, pixels
     * @param height of the working frame, pixels
     * @param luminance row by row
     * @param positions x and y of each feature, in 1/64 pixel of the working frame
     * @param descriptors of each feature in turn
     */
    Sketch(int width, int height, byte[] luminance, char[] positions, byte[] descriptors) {
        int features = positions.length / 2;
        if (width < 1
                || height < 1
                || width > Sketcher.FRAME
                || height > Sketcher.FRAME
                || luminance.length != SIDE * SIDE
                || features > MAX_FEATURES
                || positions.length != 2 * features
                || descriptors.length != features * DESCRIPTOR_BYTES) {
            throw new IllegalArgumentException("the parts of a sketch do not fit together");
        }
        this.width = width;
        this.height = height;
        this.luminance = luminance;
        this.positions = positions;
        this.descriptors = descriptors;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The 64 x 64 gray levels as unsigned bytes, row by row. */
    public byte[] luminance() {
        return luminance.clone();
    }

    int luminance(int x, int y) {
        return luminance[y * SIDE + x] & 0xff;
    }

    int features() {
        return positions.length / 2;
    }

    float x(int feature) {
        return positions[2 * feature] / (float) SUBPIXELS;
    }

    float y(int feature) {
        return positions[2 * feature + 1] / (float) SUBPIXELS;
    }

    byte[] descriptors() {
        return descriptors;
    }

    /** The form on disk: version, width, height and number of features (u16 each), luminance, then x, y (u16) and descriptor of each feature. */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + luminance.length + features() * FEATURE_BYTES);
        out.put(VERSION).putChar((char) width).putChar((char) height).putChar((char) features());
        out.put(luminance);
        for (int i = 0; i < features(); i++) {
            out.putChar(positions[2 * i]).putChar(positions[2 * i + 1]);
            out.put(descriptors, i * DESCRIPTOR_BYTES, DESCRIPTOR_BYTES);
        }
        return out.array();
    }

    /**
     * @throws IllegalArgumentException when the bytes are not what {@link #encode} writes
     */
    public static Sketch decode(byte[] bytes) {
        int fixed = HEADER_BYTES + SIDE * SIDE;
        if (bytes.length < fixed || bytes[0] != VERSION) {
            throw new IllegalArgumentException("not a sketch of version " + VERSION);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        in.get();
        int width = in.getChar();
        int height = in.getChar();
        int features = in.getChar();
        if (features > MAX_FEATURES || bytes.length != fixed + features * FEATURE_BYTES) {
            throw new IllegalArgumentException("a sketch of " + bytes.length + " bytes cannot have " + features);
        }
        byte[] luminance = new byte[SIDE * SIDE];
        in.get(luminance);
        char[] positions = new char[2 * features];
        byte[] descriptors = new byte[features * DESCRIPTOR_BYTES];
        for (int i = 0; i < features; i++) {
            positions[2 * i] = in.getChar();
            positions[2 * i + 1] = in.getChar();
            in.get(descriptors, i * DESCRIPTOR_BYTES, DESCRIPTOR_BYTES);
        }
        return new Sketch(width, height, luminance, positions, descriptors);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sketch sketch && Arrays.equals(encode(), sketch.encode());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(luminance);
    }
}
