package one.imago.node.content;

import java.util.Arrays;

/**
 * A content identifier, version 1 (multiformats): 0x01 ‖ codec ‖ 0x12 ‖ 0x20 ‖ SHA-256. Text form: base32 in lower case
 * with the multibase prefix {@code b}. Only SHA-256 and the codecs raw and dag-pb are known here.
 */
public final class Cid {
    public static final int RAW = 0x55;
    public static final int DAG_PB = 0x70;
    private static final int LENGTH = 36;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private final byte[] bytes;

    private Cid(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The id of a block with this codec and SHA-256 digest (32 bytes). */
    public static Cid of(int codec, byte[] sha256) {
        if ((codec != RAW && codec != DAG_PB) || sha256.length != 32) {
            throw new IllegalArgumentException("only raw and dag-pb blocks under SHA-256 are known");
        }
        byte[] bytes = new byte[LENGTH];
        bytes[0] = 1;
        bytes[1] = (byte) codec;
        bytes[2] = 0x12;
        bytes[3] = 0x20;
        System.arraycopy(sha256, 0, bytes, 4, 32);
        return new Cid(bytes);
    }

    /** Reads the 36 binary bytes. */
    public static Cid ofBytes(byte[] bytes) {
        if (bytes.length != LENGTH || bytes[0] != 1 || bytes[2] != 0x12 || bytes[3] != 0x20) {
            throw new IllegalArgumentException("expected a version 1 content id under SHA-256");
        }
        return of(bytes[1], Arrays.copyOfRange(bytes, 4, LENGTH));
    }

    /** Reads the text form. */
    public static Cid parse(String text) {
        // 36 bytes are 288 bits: 57 full digits and 3 bits in the 58th, whose low 2 bits must be zero.
        if (text.length() != 59 || text.charAt(0) != 'b') {
            throw new IllegalArgumentException("expected a version 1 content id in base32, such as bafkrei…");
        }
        byte[] bytes = new byte[LENGTH];
        int accumulator = 0;
        int bits = 0;
        int at = 0;
        for (int i = 1; i < text.length(); i++) {
            int value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0) {
                throw new IllegalArgumentException("a content id has a wrong character at position " + (i + 1));
            }
            accumulator = ((accumulator << 5) | value) & 0xfff;
            bits += 5;
            if (bits >= 8 && at < LENGTH) {
                bits -= 8;
                bytes[at++] = (byte) (accumulator >> bits);
            }
        }
        if ((accumulator & ((1 << bits) - 1)) != 0) {
            throw new IllegalArgumentException("a content id has bits left over");
        }
        return ofBytes(bytes);
    }

    public int codec() {
        return bytes[1];
    }

    /** The SHA-256 digest of the block. */
    public byte[] digest() {
        return Arrays.copyOfRange(bytes, 4, LENGTH);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cid cid && Arrays.equals(bytes, cid.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(59).append('b');
        int accumulator = 0;
        int bits = 0;
        for (byte value : bytes) {
            accumulator = ((accumulator << 8) | (value & 0xff)) & 0xffff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt((accumulator >> bits) & 31));
            }
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt((accumulator << (5 - bits)) & 31));
        }
        return text.toString();
    }
}
