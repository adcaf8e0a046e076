package one.imago.p2p.address;

import java.nio.ByteBuffer;

/**
 * Unsigned varints of multiformats: seven bits a byte, least significant first, at most nine bytes, and no longer than
 * necessary, so that a number has one encoding.
 *
 * <p>Source: multiformats/unsigned-varint.
 */
public final class Varint {
    public static final int MAX_LENGTH = 9;

    private Varint() {}

    /**
     * Reads one varint at the buffer's position and moves past it.
     *
     * @throws IllegalArgumentException when it is cut off, longer than nine bytes, or longer than necessary
     */
    public static long read(ByteBuffer buffer) {
        long value = 0;
        for (int i = 0; i < MAX_LENGTH; i++) {
            if (!buffer.hasRemaining()) {
                throw new IllegalArgumentException("a varint is cut off");
            }
            int next = buffer.get();
            value |= (long) (next & 0x7f) << (7 * i);
            if (next >= 0) {
                if (next == 0 && i > 0) {
                    throw new IllegalArgumentException("a varint is longer than necessary");
                }
                return value;
            }
        }
        throw new IllegalArgumentException("a varint has more than " + MAX_LENGTH + " bytes");
    }

    /** The bytes of a number of at most 63 bits. */
    public static byte[] bytes(long value) {
        byte[] bytes = new byte[length(value)];
        long rest = value;
        for (int i = 0; i < bytes.length - 1; i++) {
            bytes[i] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[bytes.length - 1] = (byte) rest;
        return bytes;
    }

    /** How many bytes the number takes. */
    public static int length(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a varint holds at most 63 bits");
        }
        return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
    }
}
