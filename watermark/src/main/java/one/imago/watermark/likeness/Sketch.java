package one.imago.watermark.likeness;

import java.nio.ByteBuffer;
import java.util.Arrays;
import one.imago.watermark.features.FeatureDetector;
import one.imago.watermark.features.Features;
import one.imago.watermark.fingerprint.PdqHash;

/**
 * What is kept of a picture to compare others with it: its PDQ, its luminance on a {@value #SIDE} x {@value #SIDE} grid
 * and up to {@value #MAX_FEATURES} features. About 16 KB, so that an index holds one for every registered work and no
 * stranger's preview is decoded again for a verification. Immutable.
 */
public final class Sketch {
    static final int SIDE = 64;
    static final int MAX_FEATURES = FeatureDetector.KEPT;

    private static final byte VERSION = 2;
    private static final int HEADER_BYTES = 8;
    private static final int PDQ_BYTES = 4 * Long.BYTES;

    private final int width;
    private final int height;
    private final PdqHash pdq;
    private final byte[] luminance;
    private final Features features;

    /**
     * @param width of the working frame, pixels
     * @param height of the working frame, pixels
     * @param pdq of the whole picture
     * @param luminance row by row
     * @param features in the working frame
     */
    Sketch(int width, int height, PdqHash pdq, byte[] luminance, Features features) {
        if (width < 1
                || height < 1
                || width > FeatureDetector.FRAME
                || height > FeatureDetector.FRAME
                || luminance.length != SIDE * SIDE
                || features.count() > MAX_FEATURES) {
            throw new IllegalArgumentException("the parts of a sketch do not fit together");
        }
        this.width = width;
        this.height = height;
        this.pdq = pdq;
        this.luminance = luminance;
        this.features = features;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    PdqHash pdq() {
        return pdq;
    }

    /** The gray levels of the grid as unsigned bytes, row by row. */
    public byte[] luminance() {
        return luminance.clone();
    }

    int luminance(int x, int y) {
        return luminance[y * SIDE + x] & 0xff;
    }

    public Features features() {
        return features;
    }

    /**
     * The form on disk: version (a byte), width, height, number of features (u16 each), PDQ (32 bytes) and its quality (a
     * byte), luminance, then the features.
     */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(
                HEADER_BYTES + PDQ_BYTES + luminance.length + features.count() * Features.ENCODED_BYTES);
        out.put(VERSION).putChar((char) width).putChar((char) height).putChar((char) features.count());
        out.put(pdq.bytes()).put((byte) pdq.quality());
        out.put(luminance);
        features.encode(out);
        return out.array();
    }

    /**
     * @throws IllegalArgumentException when the bytes are not what {@link #encode} writes
     */
    public static Sketch decode(byte[] bytes) {
        int fixed = HEADER_BYTES + PDQ_BYTES + SIDE * SIDE;
        if (bytes.length < fixed || bytes[0] != VERSION) {
            throw new IllegalArgumentException("not a sketch of version " + VERSION);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        in.get();
        int width = in.getChar();
        int height = in.getChar();
        int count = in.getChar();
        if (count > MAX_FEATURES || bytes.length != fixed + count * Features.ENCODED_BYTES) {
            throw new IllegalArgumentException("a sketch of " + bytes.length + " bytes cannot have " + count);
        }
        PdqHash pdq = new PdqHash(in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.get() & 0xff);
        byte[] luminance = new byte[SIDE * SIDE];
        in.get(luminance);
        return new Sketch(width, height, pdq, luminance, Features.decode(in, count));
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
