package one.imago.chain.consensus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import one.imago.node.peer.PeerNetwork;

/** Peers that all know each other, and messages that are late, lost, doubled, out of order or cut off, by a seed. */
final class SimulatedNetwork {
    private static final long WIRE_MILLIS = 10;

    private final SimulatedTime time;
    private final SplittableRandom random;
    private Set<Fault> faults;
    private final Map<String, End> peers = new LinkedHashMap<>();
    /** Which side of a partition a peer is on; all on one when there is none. */
    private final Map<String, Integer> sides = new HashMap<>();

    SimulatedNetwork(SimulatedTime time, SplittableRandom random, Set<Fault> faults) {
        this.time = time;
        this.random = random;
        this.faults = faults;
    }

    End join(String name) {
        End peer = new End(name);
        peers.put(name, peer);
        return peer;
    }

    /** Falls into two: by chance, or so that producers who follow each other stay together and can go on. */
    void partition() {
        List<String> names = List.copyOf(peers.keySet());
        boolean neighbours = random.nextInt(3) > 0;
        int first = random.nextInt(names.size());
        int half = (names.size() + random.nextInt(2)) / 2;
        for (int at = 0; at < names.size(); at++) {
            boolean near = Math.floorMod(at - first, names.size()) < half;
            sides.put(names.get(at), (neighbours ? near : random.nextBoolean()) ? 1 : 0);
        }
    }

    void heal() {
        sides.clear();
    }

    /** From now on messages arrive. */
    void calm() {
        faults = EnumSet.noneOf(Fault.class);
        heal();
    }

    private boolean parted(String a, String b) {
        return !Objects.equals(sides.getOrDefault(a, 0), sides.getOrDefault(b, 0));
    }

    private boolean chance(Fault fault, int percent) {
        return faults.contains(fault) && random.nextInt(100) < percent;
    }

    /** Delivers after a while, twice, or never. */
    private boolean send(String from, String to, Runnable delivery) {
        if (parted(from, to) || chance(Fault.LOSS, 10)) {
            return false;
        }
        time.after(transit(), delivery);
        if (chance(Fault.DUPLICATE, 10)) {
            time.after(transit(), delivery);
        }
        return true;
    }

    private long transit() {
        long millis = WIRE_MILLIS;
        if (chance(Fault.REORDER, 50)) {
            millis += random.nextInt(200);
        }
        if (chance(Fault.DELAY, 20)) {
            millis += random.nextInt(3_000);
        }
        return millis;
    }

    /** One node's end. A node that starts again listens anew. */
    final class End implements PeerNetwork {
        private final String name;
        private final Map<String, MessageHandler> handlers = new HashMap<>();
        private final Map<String, RequestHandler> answers = new HashMap<>();
        private boolean up = true;
        private Runnable powerCut = () -> {};

        private End(String name) {
            this.name = name;
        }

        /** Says what happens when the node goes down while it takes a message. */
        void onPowerCut(Runnable crash) {
            powerCut = crash;
        }

        void down() {
            up = false;
            handlers.clear();
            answers.clear();
        }

        void up() {
            up = true;
        }

        @Override
        public Optional<String> address() {
            return Optional.of(name);
        }

        @Override
        public List<PeerNetwork.Peer> peers() {
            List<PeerNetwork.Peer> others = new ArrayList<>();
            peers.forEach((other, peer) -> {
                if (!other.equals(name) && peer.up && !parted(name, other)) {
                    others.add(new PeerNetwork.Peer(other, other));
                }
            });
            return others;
        }

        @Override
        public void publish(String topic, byte[] message) {
            for (End other : peers.values()) {
                if (other != this) {
                    send(name, other.name, () -> other.hear(name, topic, message));
                }
            }
        }

        private void hear(String from, String topic, byte[] message) {
            MessageHandler handler = handlers.get(topic);
            if (up && handler != null) {
                try {
                    handler.accept(from, message.clone());
                } catch (SimulatedDisk.PowerCut e) {
                    powerCut.run();
                }
            }
        }

        @Override
        public void subscribe(String topic, MessageHandler handler) {
            handlers.put(topic, handler);
        }

        @Override
        public CompletionStage<byte[]> request(String peerId, String protocol, byte[] question) {
            CompletableFuture<byte[]> answer = new CompletableFuture<>();
            End other = Objects.requireNonNull(peers.get(peerId), peerId);
            boolean sent = send(name, peerId, () -> {
                RequestHandler handler = other.answers.get(protocol);
                if (!other.up || handler == null) {
                    answer.completeExceptionally(new IOException("nobody answers"));
                    return;
                }
                handler.answer(name, question).whenComplete((bytes, failure) -> {
                    if (failure != null) {
                        answer.completeExceptionally(failure);
                    } else if (!send(peerId, name, () -> answer.complete(bytes))) {
                        fail(answer);
                    }
                });
            });
            if (!sent) {
                fail(answer);
            }
            return answer;
        }

        private void fail(CompletableFuture<byte[]> answer) {
            time.after(1_000, () -> answer.completeExceptionally(new IOException("lost")));
        }

        @Override
        public void answer(String protocol, RequestHandler handler) {
            answers.put(protocol, handler);
        }
    }
}
