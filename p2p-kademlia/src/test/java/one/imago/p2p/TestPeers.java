package one.imago.p2p;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import one.imago.node.peer.PeerNetwork;

/** Peers in one process: everyone is connected to everyone, messages arrive at once. */
public final class TestPeers {
    private final Map<String, Node> peers = new LinkedHashMap<>();

    public PeerNetwork join(String peerId) {
        Node peer = new Node(peerId);
        peers.put(peerId, peer);
        return peer;
    }

    public void leave(String peerId) {
        peers.remove(peerId);
    }

    private final class Node implements PeerNetwork {
        private final String id;
        private final Map<String, MessageHandler> topics = new HashMap<>();
        private final Map<String, RequestHandler> protocols = new HashMap<>();

        Node(String id) {
            this.id = id;
        }

        @Override
        public Optional<String> address() {
            return Optional.of("/ip4/127.0.0.1/tcp/1/p2p/" + id);
        }

        @Override
        public List<Peer> peers() {
            return peers.keySet().stream()
                    .filter(other -> !other.equals(id))
                    .map(other -> new Peer(other, "/ip4/127.0.0.1/tcp/1/p2p/" + other))
                    .toList();
        }

        @Override
        public void publish(String topic, byte[] message) {
            for (Node peer : List.copyOf(peers.values())) {
                MessageHandler handler = peer.topics.get(topic);
                if (peer != this && handler != null) {
                    handler.accept(id, message);
                }
            }
        }

        @Override
        public void subscribe(String topic, MessageHandler handler) {
            topics.put(topic, handler);
        }

        @Override
        public CompletionStage<byte[]> request(String peerId, String protocol, byte[] question) {
            Node peer = peers.get(peerId);
            RequestHandler handler = peer == null ? null : peer.protocols.get(protocol);
            return handler == null
                    ? CompletableFuture.failedFuture(new IOException("no " + protocol + " at " + peerId))
                    : handler.answer(id, question);
        }

        @Override
        public void answer(String protocol, RequestHandler handler) {
            protocols.put(protocol, handler);
        }
    }
}
