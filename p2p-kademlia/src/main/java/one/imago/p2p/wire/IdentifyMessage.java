package one.imago.p2p.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.connection.PeerIdentity;

/**
 * What one peer says of itself to another, in protobuf: 1 public key, 2 listen addresses, 3 protocols, 4 observed address, 5
 * protocol version, 6 agent. Addresses that lead nowhere for this node are left out, not refused.
 *
 * <p>Source: libp2p specs, identify.
 *
 * @param peer whose key it names
 * @param observed where the sender sees the receiver
 */
record IdentifyMessage(
        PeerId peer, String agent, List<String> protocols, List<Multiaddr> addresses, Optional<Multiaddr> observed) {
    static final int MAX_BYTES = 64 << 10;

    private static final int MAX_PROTOCOLS = 256;
    private static final int MAX_ADDRESSES = 64;
    private static final int MAX_TEXT = 256;
    private static final int MAX_FIELDS = 1024;
    private static final String VERSION = "ipfs/0.1.0";

    private static final int KEY = (1 << 3) | 2;
    private static final int LISTEN = (2 << 3) | 2;
    private static final int PROTOCOL = (3 << 3) | 2;
    private static final int OBSERVED = (4 << 3) | 2;
    private static final int PROTOCOL_VERSION = (5 << 3) | 2;
    private static final int AGENT = (6 << 3) | 2;

    PeerIdentity identity() {
        return new PeerIdentity(agent, protocols, addresses);
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            byte[] id = peer.bytes();
            out.writeByteArray(1, Arrays.copyOfRange(id, 2, id.length));
            for (Multiaddr address : addresses) {
                out.writeByteArray(2, address.withoutPeer().bytes());
            }
            for (String protocol : protocols) {
                out.writeString(3, protocol);
            }
            if (observed.isPresent()) {
                out.writeByteArray(4, observed.get().bytes());
            }
            out.writeString(5, VERSION);
            out.writeString(6, agent);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a stranger's message.
     *
     * @throws IOException when it is malformed, says too much, or names no Ed25519 key
     */
    static IdentifyMessage decode(byte[] bytes) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        byte[] key = {};
        String agent = "";
        List<String> protocols = new ArrayList<>();
        List<Multiaddr> addresses = new ArrayList<>();
        Optional<Multiaddr> observed = Optional.empty();
        int fields = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (++fields > MAX_FIELDS) {
                throw new IOException("an identify message has too many fields");
            }
            switch (tag) {
                case KEY -> key = in.readByteArray();
                case LISTEN -> {
                    Optional<Multiaddr> address = address(in.readByteArray());
                    if (addresses.size() < MAX_ADDRESSES) {
                        address.ifPresent(addresses::add);
                    }
                }
                case PROTOCOL -> {
                    String protocol = in.readString();
                    if (protocols.size() < MAX_PROTOCOLS && protocol.length() <= MAX_TEXT) {
                        protocols.add(protocol);
                    }
                }
                case OBSERVED -> observed = address(in.readByteArray());
                case AGENT -> agent = in.readString();
                case PROTOCOL_VERSION -> in.readByteArray();
                default -> skip(in, tag);
            }
        }
        return new IdentifyMessage(
                peer(key),
                agent.length() > MAX_TEXT ? agent.substring(0, MAX_TEXT) : agent,
                protocols,
                addresses,
                observed);
    }

    private static void skip(CodedInputStream in, int tag) throws IOException {
        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_START_GROUP || !in.skipField(tag)) {
            throw new IOException("an identify message is malformed");
        }
    }

    private static Optional<Multiaddr> address(byte[] bytes) {
        try {
            return Optional.of(Multiaddr.ofBytes(bytes));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static PeerId peer(byte[] key) throws IOException {
        if (key.length != PeerId.LENGTH - 2) {
            throw new IOException("an identify message without an Ed25519 key");
        }
        byte[] id = new byte[PeerId.LENGTH];
        id[1] = (byte) key.length;
        System.arraycopy(key, 0, id, 2, key.length);
        try {
            return PeerId.ofBytes(id);
        } catch (IllegalArgumentException e) {
            throw new IOException("an identify message without an Ed25519 key", e);
        }
    }
}
