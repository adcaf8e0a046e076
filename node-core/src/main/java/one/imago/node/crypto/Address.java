package one.imago.node.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An account address: the first 20 bytes of SHA-256("imago/address/1" ‖ 0x00 ‖ key scheme ‖ public key). Its text form
 * is Bech32m (BIP-350) with the human-readable part {@code imago}, so that a mistyped address is noticed.
 */
public final class Address implements Comparable<Address> {
    public static final int LENGTH = 20;
    private static final String HUMAN_READABLE_PART = "imago";
    private static final byte[] DOMAIN = "imago/address/1\0".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;

    private Address(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Address of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("an address has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new Address(bytes.clone());
    }

    static Address ofKey(KeyScheme scheme, byte[] publicKey) {
        byte[] hash = Hash.sha256(DOMAIN, new byte[] {(byte) scheme.code()}, publicKey)
                .bytes();
        return new Address(Arrays.copyOf(hash, LENGTH));
    }

    /**
     * Parses the text form.
     *
     * @throws IllegalArgumentException with a message for a person when it is not an address
     */
    public static Address parse(String text) {
        byte[] data = Bech32.decode(HUMAN_READABLE_PART, text);
        if (data.length != LENGTH) {
            throw new IllegalArgumentException("an address has " + LENGTH + " bytes, this one has " + data.length);
        }
        return new Address(data);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public int compareTo(Address other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Bech32.encode(HUMAN_READABLE_PART, bytes);
    }
}
