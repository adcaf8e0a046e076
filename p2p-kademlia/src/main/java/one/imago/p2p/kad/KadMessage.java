package one.imago.p2p.kad;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import one.imago.p2p.address.Multihash;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.proto.KadFrame;

/**
 * One message of kad-dht 1.0.0; a request and its answer have one shape. What {@link #decode} gives is bounded: at most
 * {@link #MAX_PEERS} peers in a list, each with at most {@link #MAX_ADDRESSES} addresses that this node can dial.
 *
 * @param type what is asked or answered
 * @param key the wire's key, not hashed: a peer id, a multihash, or a record's name; empty in some answers
 * @param record a value with its key
 * @param closer peers nearer to the key
 * @param providers who provides the content
 */
public record KadMessage(
        Type type, WireBytes key, Optional<Entry> record, List<PeerAddress> closer, List<PeerAddress> providers) {
    /** Longest encoding that is read or written. */
    public static final int MAX_BYTES = 256 << 10;

    static final int MAX_KEY = 256;
    static final int MAX_VALUE = 8 << 10;
    static final int MAX_PEERS = 64;
    static final int MAX_ADDRESSES = 8;

    /** What a message asks, or what question it answers. */
    public enum Type {
        PUT_VALUE(0),
        GET_VALUE(1),
        ADD_PROVIDER(2),
        GET_PROVIDERS(3),
        FIND_NODE(4),
        PING(5);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        /** The wire's number. */
        int number() {
            return number;
        }

        static Optional<Type> of(int number) {
            return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
        }
    }

    /** A value under its key. */
    public record Entry(WireBytes key, WireBytes value) {}

    public KadMessage {
        closer = List.copyOf(closer);
        providers = List.copyOf(providers);
    }

    /**
     * Reads one message, without the length prefix of its frame.
     *
     * @throws MalformedMessage when it is not one, or too long; peers of other key types and addresses that cannot be
     *     dialled are left out instead
     */
    public static KadMessage decode(byte[] frame) throws MalformedMessage {
        return KadCodec.decode(frame);
    }

    /** The bytes of {@link KadFrame}, without the length prefix of its frame. */
    public byte[] encode() {
        return KadCodec.encode(this).toByteArray();
    }

    static KadMessage findNode(byte[] key) {
        return request(Type.FIND_NODE, key);
    }

    static KadMessage findNode(PeerId peer) {
        return findNode(peer.bytes());
    }

    static KadMessage getProviders(Multihash content) {
        return request(Type.GET_PROVIDERS, content.bytes());
    }

    static KadMessage getValue(byte[] key) {
        return request(Type.GET_VALUE, key);
    }

    static KadMessage addProvider(Multihash content, PeerAddress self) {
        return new KadMessage(
                Type.ADD_PROVIDER, WireBytes.of(content.bytes()), Optional.empty(), List.of(), List.of(self));
    }

    static KadMessage putValue(byte[] key, byte[] value) {
        WireBytes name = WireBytes.of(key);
        return new KadMessage(
                Type.PUT_VALUE, name, Optional.of(new Entry(name, WireBytes.of(value))), List.of(), List.of());
    }

    private static KadMessage request(Type type, byte[] key) {
        return new KadMessage(type, WireBytes.of(key), Optional.empty(), List.of(), List.of());
    }

    KadMessage answer(List<PeerAddress> nearer) {
        return new KadMessage(type, key, Optional.empty(), nearer, List.of());
    }

    KadMessage answer(List<PeerAddress> nearer, List<PeerAddress> known) {
        return new KadMessage(type, key, Optional.empty(), nearer, known);
    }

    KadMessage answer(List<PeerAddress> nearer, Optional<WireBytes> value) {
        return new KadMessage(type, key, value.map(bytes -> new Entry(key, bytes)), nearer, List.of());
    }
}
