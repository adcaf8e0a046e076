package one.imago.p2p.address;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A digest that says which function made it: varint code ‖ varint length ‖ digest. Identity (0x00) and SHA-256 (0x12)
 * are known here; a digest of another function is carried but means nothing to this node.
 *
 * <p>Source: multiformats/multihash.
 */
public final class Multihash {
    public static final int IDENTITY = 0x00;
    public static final int SHA2_256 = 0x12;

    /** Longest digest that is read; the longest in use have 64 bytes. */
    public static final int MAX_DIGEST = 128;

    private final long code;
    private final byte[] digest;

    private Multihash(long code, byte[] digest) {
        this.code = code;
        this.digest = digest;
    }

    /**
     * @param code of the hash function
     * @param digest its result, or with identity the value itself; at most {@link #MAX_DIGEST} bytes
     */
    public static Multihash of(long code, byte[] digest) {
        if (digest.length > MAX_DIGEST) {
            throw new IllegalArgumentException("a digest has at most " + MAX_DIGEST + " bytes");
        }
        if (code == SHA2_256 && digest.length != 32) {
            throw new IllegalArgumentException("a SHA-256 digest has 32 bytes, not " + digest.length);
        }
        return new Multihash(code, digest.clone());
    }

    /** Reads exactly these bytes. */
    public static Multihash ofBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long code = Varint.read(buffer);
        long length = Varint.read(buffer);
        if (length != buffer.remaining()) {
            throw new IllegalArgumentException("a multihash does not have the length that it says");
        }
        return of(code, Arrays.copyOfRange(bytes, buffer.position(), bytes.length));
    }

    public long code() {
        return code;
    }

    public byte[] digest() {
        return digest.clone();
    }

    public byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(Varint.length(code) + Varint.length(digest.length) + digest.length);
        return buffer.put(Varint.bytes(code))
                .put(Varint.bytes(digest.length))
                .put(digest)
                .array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Multihash hash && code == hash.code && Arrays.equals(digest, hash.digest);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(code) + Arrays.hashCode(digest);
    }

    @Override
    public String toString() {
        return Base58.encode(bytes());
    }
}
