package one.imago.watermark.mark;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;

/** The 80-bit key of a mark. Whoever has it can read, copy and erase marks made with it. Hidden in toString. */
public final class MarkKey {
    public static final int LENGTH = 10;

    /**
     * The locator key, which everyone has: the first ten bytes of SHA-256("imago/locator-key/1" and a zero byte). A
     * mark under it says where to look, never who owns.
     */
    public static final MarkKey LOCATOR =
            new MarkKey(Hash.sha256("imago/locator-key/1\0".getBytes(StandardCharsets.US_ASCII))
                    .bytes());

    private final byte[] bytes;

    private MarkKey(byte[] bytes) {
        this.bytes = Arrays.copyOf(bytes, LENGTH);
    }

    /**
     * Parses 20 lower-case hexadecimal digits.
     *
     * @throws IllegalArgumentException naming what was expected
     */
    public static MarkKey parse(String hex) {
        return new MarkKey(Hex.decode(hex, LENGTH));
    }

    /**
     * What the holder of a key may publish before a dispute, to show later that the key was theirs: SHA-256 of
     * "imago/owner-mark/1", a zero byte and the key.
     */
    public Hash commitment() {
        byte[] domain = "imago/owner-mark/1\0".getBytes(StandardCharsets.US_ASCII);
        byte[] message = Arrays.copyOf(domain, domain.length + LENGTH);
        System.arraycopy(bytes, 0, message, domain.length, LENGTH);
        return Hash.sha256(message);
    }

    /** A copy, to derive from: never shown, never sent. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MarkKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return equals(LOCATOR) ? "locator key" : "secret key";
    }
}
