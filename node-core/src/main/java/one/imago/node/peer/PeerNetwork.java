package one.imago.node.peer;

import java.util.List;
import java.util.Optional;

/** Other nodes, as far as the ledger needs them: publish and subscribe. Thread-safe. */
public interface PeerNetwork {
    /** Where this node can be reached, as a multiaddr with its peer id; empty before there is one. */
    Optional<String> address();

    List<Peer> peers();

    /** Sends to every peer that subscribed; best effort, at most 1 MiB. */
    void publish(String topic, byte[] message);

    /** The handler runs on a network thread and must not block; what it rejects is not forwarded. */
    void subscribe(String topic, MessageHandler handler);

    /**
     * A connected peer.
     *
     * @param peerId in text form
     * @param address multiaddr it is connected by
     */
    record Peer(String peerId, String address) {}

    /** Judges one message. */
    @FunctionalInterface
    interface MessageHandler {
        /** True when the message is valid and may be forwarded. */
        boolean accept(String peerId, byte[] message);
    }
}
