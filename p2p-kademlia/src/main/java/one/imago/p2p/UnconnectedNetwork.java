package one.imago.p2p;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import one.imago.node.peer.PeerNetwork;

/** The network of a node that has no wire yet: it knows nobody, and nobody reaches it. */
final class UnconnectedNetwork implements PeerNetwork {
    private static final int MAX_MESSAGE_BYTES = 1 << 20;

    @Override
    public Optional<String> address() {
        return Optional.empty();
    }

    @Override
    public List<Peer> peers() {
        return List.of();
    }

    @Override
    public void publish(String topic, byte[] message) {
        if (message.length > MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException("a message has at most 1 MiB, not " + message.length + " bytes");
        }
    }

    @Override
    public void subscribe(String topic, MessageHandler handler) {
        // nobody will ever speak on it
    }

    @Override
    public CompletionStage<byte[]> request(String peerId, String protocol, byte[] question) {
        return CompletableFuture.failedFuture(new IOException("not connected to " + peerId));
    }

    @Override
    public void answer(String protocol, RequestHandler handler) {
        // nobody will ever ask
    }
}
