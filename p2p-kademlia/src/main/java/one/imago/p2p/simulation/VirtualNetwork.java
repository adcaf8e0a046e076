package one.imago.p2p.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.kad.KadLink;
import one.imago.p2p.kad.KadMessage;
import one.imago.p2p.kad.MalformedMessage;
import one.imago.p2p.kad.PeerAddress;

/**
 * The wire between simulated nodes: every message is encoded and decoded as on a real one, takes its time, and is
 * sometimes lost. Whoever speaks to a peer for the first time is identified to it, as on a new connection. The dead say
 * nothing, which costs the asker its patience.
 */
final class VirtualNetwork {
    private static final int NEAREST_MILLIS = 10;
    private static final int FARTHEST_MILLIS = 150;
    private static final double LOSS = 0.01;

    private final VirtualTime time;
    private final SplittableRandom random;
    private final Map<PeerId, VirtualPeer> peers = new HashMap<>();
    private long messages;
    private long bytes;

    VirtualNetwork(VirtualTime time, SplittableRandom random) {
        this.time = time;
        this.random = random;
    }

    void add(VirtualPeer peer) {
        peers.put(peer.address().id(), peer);
    }

    /** Requests and notices that were sent so far. */
    long messages() {
        return messages;
    }

    /** Bytes of everything that was sent so far, without what a wire adds. */
    long bytes() {
        return bytes;
    }

    /** What a node speaks through. */
    KadLink link(PeerId from) {
        return new KadLink() {
            @Override
            public CompletionStage<Answer> request(PeerAddress to, KadMessage message) {
                CompletableFuture<Answer> answer = new CompletableFuture<>();
                deliver(
                        from,
                        to.id(),
                        message,
                        (receiver, decoded) -> receiver.conduct()
                                .answer(from, decoded)
                                .thenAccept(reply -> reply.ifPresent(said -> goBack(receiver, said, answer))));
                return answer;
            }

            @Override
            public CompletionStage<Void> send(PeerAddress to, KadMessage message) {
                deliver(
                        from,
                        to.id(),
                        message,
                        (receiver, decoded) -> receiver.conduct().answer(from, decoded));
                return CompletableFuture.completedFuture(null);
            }
        };
    }

    private interface Arrival {
        Object at(VirtualPeer receiver, KadMessage message);
    }

    private void deliver(PeerId from, PeerId to, KadMessage message, Arrival arrival) {
        byte[] frame = message.encode();
        messages++;
        bytes += frame.length;
        VirtualPeer receiver = peers.get(to);
        if (receiver == null || isLost()) {
            return;
        }
        time.afterMillis(latency(), () -> {
            if (receiver.isAlive()) {
                introduce(from, receiver);
                Object pending = arrival.at(receiver, decode(frame));
                assert pending != null;
            }
        });
    }

    private void goBack(VirtualPeer receiver, KadMessage reply, CompletableFuture<KadLink.Answer> answer) {
        byte[] frame = reply.encode();
        bytes += frame.length;
        if (!isLost()) {
            time.afterMillis(
                    latency(),
                    () -> answer.complete(new KadLink.Answer(
                            decode(frame),
                            receiver.address().addresses().stream().findFirst())));
        }
    }

    private void introduce(PeerId from, VirtualPeer receiver) {
        VirtualPeer sender = peers.get(from);
        if (sender != null && !receiver.acquaintances.get(sender.number())) {
            receiver.acquaintances.set(sender.number());
            receiver.dht().identified(sender.address());
        }
    }

    private boolean isLost() {
        return random.nextDouble() < LOSS;
    }

    private int latency() {
        return random.nextInt(NEAREST_MILLIS, FARTHEST_MILLIS);
    }

    private static KadMessage decode(byte[] frame) {
        try {
            return KadMessage.decode(frame);
        } catch (MalformedMessage e) {
            throw new IllegalStateException("a node sent what no node can read", e);
        }
    }

    /** For whoever needs to know whether a peer exists. */
    Optional<VirtualPeer> find(PeerId id) {
        return Optional.ofNullable(peers.get(id));
    }
}
