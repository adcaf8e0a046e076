package one.imago.chain.consensus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import one.imago.node.peer.PeerNetwork;

/**
 * Peers in one process that reach whom they are linked with. Messages are flooded once to everyone whom they can reach
 * through peers that accept them, as gossip does.
 */
final class TestNetwork {
    private final Executor wire;
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();
    private final Set<Set<String>> links = ConcurrentHashMap.newKeySet();

    /** @param wire delivers, one message at a time */
    TestNetwork(Executor wire) {
        this.wire = wire;
    }

    Peer join(String name) {
        Peer peer = new Peer(name);
        peers.put(name, peer);
        return peer;
    }

    void link(String a, String b) {
        links.add(Set.of(a, b));
    }

    void cut(String a, String b) {
        links.remove(Set.of(a, b));
    }

    private Peer peer(String name) {
        return Objects.requireNonNull(peers.get(name), name);
    }

    private boolean linked(String a, String b) {
        return !a.equals(b) && links.contains(Set.of(a, b));
    }

    final class Peer implements PeerNetwork {
        final String name;
        final Map<String, List<MessageHandler>> handlers = new ConcurrentHashMap<>();
        final Map<String, RequestHandler> answers = new ConcurrentHashMap<>();
        private final Set<String> seen = ConcurrentHashMap.newKeySet();

        private Peer(String name) {
            this.name = name;
        }

        @Override
        public Optional<String> address() {
            return Optional.of("/memory/" + name);
        }

        @Override
        public List<PeerNetwork.Peer> peers() {
            List<PeerNetwork.Peer> connected = new ArrayList<>();
            peers.keySet().stream()
                    .sorted()
                    .filter(other -> linked(name, other))
                    .forEach(other -> connected.add(new PeerNetwork.Peer(other, "/memory/" + other)));
            return connected;
        }

        @Override
        public void publish(String topic, byte[] message) {
            String id = topic + java.util.Arrays.hashCode(message);
            if (seen.add(id)) {
                flood(topic, message, id);
            }
        }

        private void flood(String topic, byte[] message, String id) {
            peers().forEach(next -> wire.execute(() -> {
                if (linked(name, next.peerId())) {
                    peer(next.peerId()).hear(name, topic, message, id);
                }
            }));
        }

        private void hear(String from, String topic, byte[] message, String id) {
            List<MessageHandler> listening = handlers.getOrDefault(topic, List.of());
            if (!listening.isEmpty()
                    && seen.add(id)
                    && listening.stream().allMatch(handler -> handler.accept(from, message.clone()))) {
                flood(topic, message, id);
            }
        }

        @Override
        public void subscribe(String topic, MessageHandler handler) {
            handlers.computeIfAbsent(topic, key -> new CopyOnWriteArrayList<>()).add(handler);
        }

        @Override
        public CompletionStage<byte[]> request(String peerId, String protocol, byte[] question) {
            CompletableFuture<byte[]> answer = new CompletableFuture<>();
            wire.execute(() -> {
                RequestHandler handler =
                        linked(name, peerId) ? peer(peerId).answers.get(protocol) : null;
                if (handler == null) {
                    answer.completeExceptionally(new IOException("not connected to " + peerId));
                    return;
                }
                handler.answer(name, question).whenComplete((bytes, failure) -> {
                    if (failure == null) {
                        answer.complete(bytes);
                    } else {
                        answer.completeExceptionally(new IOException(failure));
                    }
                });
            });
            return answer;
        }

        @Override
        public void answer(String protocol, RequestHandler handler) {
            answers.put(protocol, handler);
        }
    }
}
