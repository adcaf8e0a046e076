package one.imago.p2p.noise;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import one.imago.p2p.address.NodeKey;
import one.imago.p2p.address.PeerId;

/**
 * The payload by which a peer ties its Noise static key to its peer id: protobuf, field 1 the public key, field 2 its
 * signature over a prefix and the static key. Extensions (field 4) are left out and skipped.
 *
 * <p>Source: libp2p specs, noise, "The libp2p Handshake Payload".
 */
public final class IdentityPayload {
    private static final byte[] PREFIX = "noise-libp2p-static-key:".getBytes(US_ASCII);
    private static final int KEY = (1 << 3) | 2;
    private static final int SIGNATURE = (2 << 3) | 2;
    private static final int MAX_FIELDS = 16;

    /** The key's protobuf is the peer id without the two bytes of its multihash. */
    private static final int MULTIHASH_BYTES = 2;

    private IdentityPayload() {}

    /** What this node says of its static key. */
    public static byte[] create(NodeKey key, byte[] staticKey) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeUInt32NoTag(KEY);
            out.writeByteArrayNoTag(Arrays.copyOfRange(key.peerId().bytes(), MULTIHASH_BYTES, PeerId.LENGTH));
            out.writeUInt32NoTag(SIGNATURE);
            out.writeByteArrayNoTag(key.sign(signed(staticKey)));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Who the other end is.
     *
     * @param staticKey its Noise static key, from the handshake
     * @throws NoiseException unless the payload proves an Ed25519 peer id
     */
    public static PeerId verify(byte[] payload, byte[] staticKey) throws NoiseException {
        byte[] key = {};
        byte[] signature = {};
        try {
            CodedInputStream in = CodedInputStream.newInstance(payload);
            int fields = 0;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (++fields > MAX_FIELDS) {
                    throw new NoiseException("an identity payload has too many fields");
                }
                switch (tag) {
                    case KEY -> key = in.readByteArray();
                    case SIGNATURE -> signature = in.readByteArray();
                    default -> {
                        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_START_GROUP || !in.skipField(tag)) {
                            throw new NoiseException("an identity payload is malformed");
                        }
                    }
                }
            }
        } catch (NoiseException e) {
            throw e;
        } catch (IOException e) {
            throw new NoiseException("an identity payload is malformed");
        }
        return verify(key, signature, staticKey);
    }

    private static PeerId verify(byte[] key, byte[] signature, byte[] staticKey) throws NoiseException {
        PeerId peer;
        try {
            byte[] id = new byte[MULTIHASH_BYTES + key.length];
            id[1] = (byte) key.length;
            System.arraycopy(key, 0, id, MULTIHASH_BYTES, key.length);
            peer = PeerId.ofBytes(id);
        } catch (IllegalArgumentException e) {
            throw new NoiseException("a peer's identity is not an Ed25519 key");
        }
        if (!NodeKey.verify(peer, signed(staticKey), signature)) {
            throw new NoiseException("a peer does not own the identity that it claims");
        }
        return peer;
    }

    private static byte[] signed(byte[] staticKey) {
        byte[] signed = Arrays.copyOf(PREFIX, PREFIX.length + staticKey.length);
        System.arraycopy(staticKey, 0, signed, PREFIX.length, staticKey.length);
        return signed;
    }
}
