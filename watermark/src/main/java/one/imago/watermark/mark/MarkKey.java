package one.imago.watermark.mark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.ledger.WorkId;

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

    private static final byte[] COMMITMENT_DOMAIN = "imago/owner-mark/1\0".getBytes(StandardCharsets.US_ASCII);

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

    /** A key that nobody else has. */
    public static MarkKey random(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new MarkKey(bytes);
    }

    /**
     * What the holder of a key publishes with a work, to show later that the key was chosen for that work then: SHA-256
     * of "imago/owner-mark/1", a zero byte, the work id, the key and a salt. Format: docs/protocol/owner-mark.md.
     *
     * @param salt random, so that nobody can try keys against the hash
     */
    public Hash commitment(WorkId work, Hash salt) {
        byte[] id = ByteBuffer.allocate(Long.BYTES).putLong(work.value()).array();
        return Hash.sha256(COMMITMENT_DOMAIN, id, bytes, salt.bytes());
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
