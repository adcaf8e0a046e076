package one.imago.node.peer;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Other nodes, as far as the ledger needs them: publish and subscribe, ask and answer. Thread-safe. */
public interface PeerNetwork {
    /** Where this node can be reached, as a multiaddr with its peer id; empty before there is one. */
    Optional<String> address();

    List<Peer> peers();

    /** Sends to every peer that subscribed; best effort, at most 1 MiB. */
    void publish(String topic, byte[] message);

    /** The handler runs on a network thread and must not block; what it rejects is not forwarded. */
    void subscribe(String topic, MessageHandler handler);

    /**
     * Asks one connected peer. Back-pressure is the asker's: it asks for the next piece when it has room for it.
     *
     * @param protocol libp2p protocol id, such as {@code /imago/ledger/1}
     * @param question at most 1 MiB
     * @return the answer, at most 4 MiB; fails with an {@link java.io.IOException} when the peer is not connected, does
     *     not speak the protocol, is too slow, or says no
     */
    CompletionStage<byte[]> request(String peerId, String protocol, byte[] question);

    /** Answers what peers ask. The handler runs on a network thread and must not block. */
    void answer(String protocol, RequestHandler handler);

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

    /** Answers one question. */
    @FunctionalInterface
    interface RequestHandler {
        /** At most 4 MiB; a stage that fails, or an exception, closes the stream without an answer. */
        CompletionStage<byte[]> answer(String peerId, byte[] question);
    }
}
