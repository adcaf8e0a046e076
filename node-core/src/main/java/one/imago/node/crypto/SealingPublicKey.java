package one.imago.node.crypto;

import java.util.Arrays;

/** An X25519 public key (RFC 7748) that content can be sealed to, 32 bytes. */
public final class SealingPublicKey {
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private SealingPublicKey(byte[] bytes) {
        this.bytes = bytes;
    }

    public static SealingPublicKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a sealing key has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new SealingPublicKey(bytes.clone());
    }

    public static SealingPublicKey parse(String hex) {
        return new SealingPublicKey(Hex.decode(hex, LENGTH));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String hex() {
        return Hex.encode(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealingPublicKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
