package one.imago.p2p.kad;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.proto.KadFrame;
import one.imago.p2p.proto.KadPeer;
import one.imago.p2p.proto.KadRecord;

/** Between {@link KadMessage} and its protobuf. */
final class KadCodec {
    private KadCodec() {}

    static KadFrame encode(KadMessage message) {
        KadFrame.Builder frame = KadFrame.newBuilder()
                .setType(message.type().number())
                .setKey(wrap(message.key().bytes()));
        message.record()
                .ifPresent(entry -> frame.setRecord(KadRecord.newBuilder()
                        .setKey(wrap(entry.key().bytes()))
                        .setValue(wrap(entry.value().bytes()))));
        message.closer().forEach(peer -> frame.addCloserPeers(peer(peer)));
        message.providers().forEach(peer -> frame.addProviderPeers(peer(peer)));
        return frame.build();
    }

    private static KadPeer peer(PeerAddress peer) {
        KadPeer.Builder built = KadPeer.newBuilder().setId(wrap(peer.id().bytes()));
        peer.addresses().stream()
                .limit(KadMessage.MAX_ADDRESSES)
                .forEach(address -> built.addAddrs(wrap(address.withoutPeer().bytes())));
        return built.build();
    }

    static KadMessage decode(byte[] bytes) throws MalformedMessage {
        if (bytes.length > KadMessage.MAX_BYTES) {
            throw new MalformedMessage("a message has at most " + KadMessage.MAX_BYTES + " bytes");
        }
        KadFrame frame;
        try {
            frame = KadFrame.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessage("not a message of kad-dht", e);
        }
        KadMessage.Type type = KadMessage.Type.of(frame.getType())
                .orElseThrow(() -> new MalformedMessage("a message of unknown type " + frame.getType()));
        return new KadMessage(
                type,
                bounded(frame.getKey(), KadMessage.MAX_KEY),
                frame.hasRecord() ? Optional.of(entry(frame.getRecord())) : Optional.empty(),
                peers(frame.getCloserPeersList()),
                peers(frame.getProviderPeersList()));
    }

    private static KadMessage.Entry entry(KadRecord record) throws MalformedMessage {
        return new KadMessage.Entry(
                bounded(record.getKey(), KadMessage.MAX_KEY), bounded(record.getValue(), KadMessage.MAX_VALUE));
    }

    private static WireBytes bounded(ByteString bytes, int max) throws MalformedMessage {
        if (bytes.size() > max) {
            throw new MalformedMessage("a field has at most " + max + " bytes, not " + bytes.size());
        }
        return WireBytes.of(bytes.toByteArray());
    }

    private static List<PeerAddress> peers(List<KadPeer> frames) {
        List<PeerAddress> peers = new ArrayList<>(Math.min(frames.size(), KadMessage.MAX_PEERS));
        for (KadPeer frame : frames) {
            if (peers.size() == KadMessage.MAX_PEERS) {
                break;
            }
            if (frame.getId().size() == PeerId.LENGTH) {
                peer(frame).ifPresent(peers::add);
            }
        }
        return peers;
    }

    /** Empty for a peer whose key is not an Ed25519 key: foreign networks have such, and this node cannot talk to them. */
    private static Optional<PeerAddress> peer(KadPeer frame) {
        PeerId id;
        try {
            id = PeerId.ofBytes(frame.getId().toByteArray());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(PeerAddress.of(id, addresses(id, frame.getAddrsList())));
    }

    static List<Multiaddr> addresses(PeerId id, List<ByteString> encoded) {
        List<Multiaddr> addresses = new ArrayList<>(Math.min(encoded.size(), KadMessage.MAX_ADDRESSES));
        for (ByteString bytes : encoded) {
            if (addresses.size() == KadMessage.MAX_ADDRESSES) {
                break;
            }
            if (bytes.size() <= Multiaddr.MAX_BYTES) {
                try {
                    Multiaddr address = Multiaddr.ofBytes(bytes.toByteArray());
                    if (address.peer().filter(named -> !named.equals(id)).isEmpty()) {
                        addresses.add(address.withoutPeer());
                    }
                } catch (IllegalArgumentException e) {
                    // UDP, WebSocket, relays: addresses that exist and lead nowhere from here.
                }
            }
        }
        return addresses;
    }

    static ByteString wrap(byte[] bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes);
    }
}
