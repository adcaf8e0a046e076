package one.imago.p2p.address;

import java.util.Arrays;
import one.imago.node.crypto.PublicKey;

/**
 * Who a peer is: its Ed25519 key, as the identity multihash of the key's protobuf. Text form: base58btc, always
 * {@code 12D3KooW…}. Peers with keys of another kind (RSA, secp256k1) do not exist for this node.
 *
 * <p>Source: libp2p specs, peer-ids.
 */
public final class PeerId implements Comparable<PeerId> {
    /** Bytes of the binary form. */
    public static final int LENGTH = 38;

    /** Identity multihash of 36 bytes; protobuf: field 1 (key type) is 1 (Ed25519), field 2 has 32 bytes. */
    private static final byte[] PREFIX = {0x00, 0x24, 0x08, 0x01, 0x12, 0x20};

    private final byte[] bytes;

    private PeerId(byte[] bytes) {
        this.bytes = bytes;
    }

    public static PeerId of(PublicKey key) {
        byte[] bytes = Arrays.copyOf(PREFIX, LENGTH);
        System.arraycopy(key.bytes(), 0, bytes, PREFIX.length, PublicKey.LENGTH);
        return new PeerId(bytes);
    }

    /**
     * Reads the binary form.
     *
     * @throws IllegalArgumentException unless it is that of an Ed25519 key
     */
    public static PeerId ofBytes(byte[] bytes) {
        if (bytes.length != LENGTH || !Arrays.equals(bytes, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
            throw new IllegalArgumentException("not the peer id of an Ed25519 key");
        }
        return new PeerId(bytes.clone());
    }

    /** Reads the text form. */
    public static PeerId parse(String text) {
        return ofBytes(Base58.decode(text));
    }

    public PublicKey publicKey() {
        return PublicKey.of(Arrays.copyOfRange(bytes, PREFIX.length, LENGTH));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** By unsigned bytes: an order that both ends of a connection agree on. */
    @Override
    public int compareTo(PeerId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeerId peer && Arrays.equals(bytes, peer.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Base58.encode(bytes);
    }
}
