package one.imago.node.crypto;

import java.util.Arrays;

/** An Ed25519 public key, 32 bytes as encoded by RFC 8032. Not proven to be a valid point: verification decides. */
public final class PublicKey {
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private PublicKey(byte[] bytes) {
        this.bytes = bytes;
    }

    public static PublicKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("an Ed25519 public key has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new PublicKey(bytes.clone());
    }

    public static PublicKey parse(String hex) {
        return new PublicKey(Hex.decode(hex, LENGTH));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String hex() {
        return Hex.encode(bytes);
    }

    /** The address that this key controls. */
    public Address address() {
        return Address.ofKey(KeyScheme.ED25519, bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey key && Arrays.equals(bytes, key.bytes);
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
