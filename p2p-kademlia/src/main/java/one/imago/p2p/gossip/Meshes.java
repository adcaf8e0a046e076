package one.imago.p2p.gossip;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.gossip.GossipFrame.Prune;

/**
 * Who gets messages whole. Each topic of this node has a mesh of about {@link GossipParameters#D} peers, mutual by GRAFT
 * and PRUNE; each topic that it only speaks on has a fanout of as many. What peers are to be told is collected, and
 * handed out by {@link #flush}. Used by one thread.
 *
 * <p>Source: gossipsub 1.0 and 1.1, "Mesh Maintenance", "Fanout Maintenance", "Opportunistic Grafting".
 */
final class Meshes {
    private static final int MAX_BACKOFFS = 1 << 14;

    private final Clock clock;
    private final Random random;
    private final PeerScores scores;
    private final Map<PeerId, GossipPeer> peers;
    private final Map<String, Set<PeerId>> meshes = new LinkedHashMap<>();
    private final Map<String, Fanout> fanouts = new LinkedHashMap<>();
    private final Map<PeerId, Orders> orders = new LinkedHashMap<>();
    private final Cache<Place, Instant> backoffs;
    private long ticks;

    /**
     * @param peers the connected peers, kept by the router
     */
    Meshes(Clock clock, Random random, PeerScores scores, Map<PeerId, GossipPeer> peers) {
        this.clock = clock;
        this.random = random;
        this.scores = scores;
        this.peers = peers;
        this.backoffs = Caffeine.newBuilder()
                .maximumSize(MAX_BACKOFFS)
                .expireAfterWrite(GossipParameters.MAX_BACKOFF)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    Set<String> topics() {
        return meshes.keySet();
    }

    boolean has(String topic) {
        return meshes.containsKey(topic);
    }

    Set<PeerId> mesh(String topic) {
        return meshes.getOrDefault(topic, Set.of());
    }

    void join(String topic) {
        Set<PeerId> mesh = new LinkedHashSet<>();
        if (meshes.putIfAbsent(topic, mesh) != null) {
            return;
        }
        Fanout fanout = fanouts.remove(topic);
        if (fanout != null) {
            fanout.peers.stream().filter(id -> scores.score(id) >= 0).forEach(id -> graft(topic, id));
        }
        fill(topic, GossipParameters.D);
    }

    void leave(String topic) {
        for (PeerId id : List.copyOf(mesh(topic))) {
            prune(topic, id, GossipParameters.UNSUBSCRIBE_BACKOFF);
        }
        meshes.remove(topic);
    }

    /** The peers to which a message on a topic that this node is not in goes. */
    Set<PeerId> fanout(String topic) {
        Fanout fanout = fanouts.computeIfAbsent(topic, key -> new Fanout());
        fanout.lastSpoken = clock.instant();
        fill(topic, fanout);
        return fanout.peers;
    }

    /** The peer takes this node into its mesh; it is taken in, or told why not. */
    void grafted(GossipPeer peer, String topic) {
        Set<PeerId> mesh = meshes.get(topic);
        if (mesh == null || mesh.contains(peer.id())) {
            return;
        }
        Duration left = backoff(topic, peer.id());
        if (!left.isZero()) {
            scores.misbehaved(peer.id(), 1);
            boolean flood = left.compareTo(GossipParameters.PRUNE_BACKOFF.minus(GossipParameters.GRAFT_FLOOD)) > 0;
            if (flood) {
                scores.misbehaved(peer.id(), 1);
            }
            refuse(topic, peer.id());
        } else if (scores.score(peer.id()) < 0
                || (mesh.size() >= GossipParameters.D_HIGH && !peer.isOutbound())
                || !peer.listensTo(topic)) {
            refuse(topic, peer.id());
        } else {
            mesh.add(peer.id());
            scores.grafted(peer.id(), topic);
        }
    }

    /**
     * The peer lets this node go.
     *
     * @param backoff zero when it did not say for how long
     */
    void pruned(PeerId peer, String topic, Duration backoff) {
        Set<PeerId> mesh = meshes.get(topic);
        if (mesh == null) {
            return;
        }
        if (mesh.remove(peer)) {
            scores.pruned(peer, topic);
        }
        avoid(topic, peer, backoff.isZero() ? GossipParameters.PRUNE_BACKOFF : backoff);
    }

    /** The peer left the topic, or is gone. */
    void forget(PeerId peer, String topic) {
        if (meshes.containsKey(topic) && meshes.get(topic).remove(peer)) {
            scores.pruned(peer, topic);
        }
        Fanout fanout = fanouts.get(topic);
        if (fanout != null) {
            fanout.peers.remove(peer);
        }
    }

    void forget(PeerId peer) {
        meshes.keySet().forEach(topic -> forget(peer, topic));
        fanouts.values().forEach(fanout -> fanout.peers.remove(peer));
        orders.remove(peer);
    }

    void heartbeat() {
        ticks++;
        meshes.keySet().forEach(this::maintain);
        Instant oldest = clock.instant().minus(GossipParameters.FANOUT_TTL);
        fanouts.values().removeIf(fanout -> fanout.lastSpoken.isBefore(oldest));
        fanouts.forEach(this::fill);
    }

    /** Some peers outside the mesh, for gossip: a share of them, drawn by lot. */
    List<PeerId> outsiders(String topic) {
        Set<PeerId> inside = has(topic) ? mesh(topic) : fanoutPeers(topic);
        List<PeerId> outside = candidates(
                topic,
                peer -> !inside.contains(peer.id()) && scores.score(peer.id()) >= ScoreParameters.GOSSIP_THRESHOLD);
        int count = Math.max(GossipParameters.D_LAZY, (int) (GossipParameters.GOSSIP_FACTOR * outside.size()));
        return outside.subList(0, Math.min(count, outside.size()));
    }

    Set<String> fanoutTopics() {
        return fanouts.keySet();
    }

    /** Hands what peers are to be told to {@code sender} and forgets it. */
    void flush(Sender sender) {
        Map<PeerId, Orders> due = new LinkedHashMap<>(orders);
        orders.clear();
        due.forEach((peer, order) -> sender.send(peer, GossipFrame.meshing(order.grafts, order.prunes)));
    }

    private void maintain(String topic) {
        Set<PeerId> mesh = mesh(topic);
        for (PeerId id : List.copyOf(mesh)) {
            if (scores.score(id) < 0) {
                prune(topic, id, GossipParameters.PRUNE_BACKOFF);
            }
        }
        if (mesh.size() < GossipParameters.D_LOW) {
            fill(topic, GossipParameters.D);
        } else if (mesh.size() > GossipParameters.D_HIGH) {
            cutBack(topic);
        }
        long outbound = mesh.stream().filter(this::isOutbound).count();
        if (mesh.size() >= GossipParameters.D_LOW && outbound < GossipParameters.D_OUT) {
            take(topic, GossipPeer::isOutbound, (int) (GossipParameters.D_OUT - outbound));
        }
        if (ticks % GossipParameters.OPPORTUNISTIC_TICKS == 0 && mesh.size() > 1) {
            double median = median(mesh);
            if (median < ScoreParameters.OPPORTUNISTIC_THRESHOLD) {
                take(topic, peer -> scores.score(peer.id()) > median, GossipParameters.OPPORTUNISTIC_PEERS);
            }
        }
    }

    /** Keeps the best, then enough that this node dialled, then others by lot. */
    private void cutBack(String topic) {
        List<PeerId> mesh = new ArrayList<>(mesh(topic));
        Collections.shuffle(mesh, random);
        mesh.sort(Comparator.comparingDouble((PeerId id) -> scores.score(id)).reversed());
        List<PeerId> others = new ArrayList<>(mesh.subList(GossipParameters.D_SCORE, mesh.size()));
        Collections.shuffle(others, random);
        List<PeerId> kept = new ArrayList<>(mesh.subList(0, GossipParameters.D_SCORE));
        long outbound = kept.stream().filter(this::isOutbound).count();
        for (PeerId id : List.copyOf(others)) {
            if (outbound < GossipParameters.D_OUT && kept.size() < GossipParameters.D && isOutbound(id)) {
                kept.add(id);
                others.remove(id);
                outbound++;
            }
        }
        int more = GossipParameters.D - kept.size();
        others.subList(more, others.size()).forEach(id -> prune(topic, id, GossipParameters.PRUNE_BACKOFF));
    }

    private void fill(String topic, int size) {
        take(topic, peer -> true, size - mesh(topic).size());
    }

    private void take(String topic, Predicate<GossipPeer> which, int count) {
        candidates(
                        topic,
                        peer -> !mesh(topic).contains(peer.id())
                                && scores.score(peer.id()) >= 0
                                && mayAsk(topic, peer.id())
                                && which.test(peer))
                .stream()
                .limit(Math.max(0, count))
                .forEach(id -> graft(topic, id));
    }

    private void fill(String topic, Fanout fanout) {
        fanout.peers.removeIf(id -> scores.score(id) < ScoreParameters.PUBLISH_THRESHOLD);
        candidates(
                        topic,
                        peer -> !fanout.peers.contains(peer.id())
                                && scores.score(peer.id()) >= ScoreParameters.PUBLISH_THRESHOLD)
                .stream()
                .limit(Math.max(0, GossipParameters.D - fanout.peers.size()))
                .forEach(fanout.peers::add);
    }

    private List<PeerId> candidates(String topic, Predicate<GossipPeer> which) {
        List<PeerId> found = new ArrayList<>();
        for (GossipPeer peer : peers.values()) {
            if (peer.listensTo(topic) && which.test(peer)) {
                found.add(peer.id());
            }
        }
        Collections.shuffle(found, random);
        return found;
    }

    private Set<PeerId> fanoutPeers(String topic) {
        Fanout fanout = fanouts.get(topic);
        return fanout == null ? Set.of() : fanout.peers;
    }

    private void graft(String topic, PeerId peer) {
        Set<PeerId> mesh = meshes.get(topic);
        if (mesh != null && mesh.add(peer)) {
            scores.grafted(peer, topic);
            ordersOf(peer).graft(topic);
        }
    }

    private void prune(String topic, PeerId peer, Duration backoff) {
        Set<PeerId> mesh = meshes.get(topic);
        if (mesh != null && mesh.remove(peer)) {
            scores.pruned(peer, topic);
            avoid(topic, peer, backoff);
            ordersOf(peer).prune(topic, backoff);
        }
    }

    private void refuse(String topic, PeerId peer) {
        avoid(topic, peer, GossipParameters.PRUNE_BACKOFF);
        ordersOf(peer).prune(topic, GossipParameters.PRUNE_BACKOFF);
    }

    private void avoid(String topic, PeerId peer, Duration backoff) {
        backoffs.put(new Place(topic, peer), clock.instant().plus(backoff));
    }

    /** How long the two are not to ask each other; zero when they may. */
    private Duration backoff(String topic, PeerId peer) {
        Instant until = backoffs.getIfPresent(new Place(topic, peer));
        Instant now = clock.instant();
        return until == null || !until.isAfter(now) ? Duration.ZERO : Duration.between(now, until);
    }

    /** Somewhat later than allowed: the other end counts from when it heard, by another clock. */
    private boolean mayAsk(String topic, PeerId peer) {
        Instant until = backoffs.getIfPresent(new Place(topic, peer));
        return until == null || until.plus(GossipParameters.BACKOFF_SLACK).isBefore(clock.instant());
    }

    private Orders ordersOf(PeerId peer) {
        return orders.computeIfAbsent(peer, key -> new Orders());
    }

    private boolean isOutbound(PeerId id) {
        GossipPeer peer = peers.get(id);
        return peer != null && peer.isOutbound();
    }

    private double median(Set<PeerId> mesh) {
        return mesh.stream()
                .map(scores::score)
                .sorted()
                .skip(mesh.size() / 2)
                .findFirst()
                .orElse(0.0);
    }

    /** A peer in a topic. */
    private record Place(String topic, PeerId peer) {}

    /** Sends a frame. */
    @FunctionalInterface
    interface Sender {
        void send(PeerId peer, GossipFrame frame);
    }

    /** Peers for a topic that this node only speaks on. */
    private static final class Fanout {
        private final Set<PeerId> peers = new LinkedHashSet<>();
        private Instant lastSpoken = Instant.EPOCH;
    }

    /** What a peer is to be told; of a graft and a prune of one topic only the later. */
    private static final class Orders {
        private final List<String> grafts = new ArrayList<>();
        private final List<Prune> prunes = new ArrayList<>();

        private void graft(String topic) {
            prunes.removeIf(prune -> prune.topic().equals(topic));
            grafts.add(topic);
        }

        private void prune(String topic, Duration backoff) {
            grafts.remove(topic);
            prunes.add(new Prune(topic, backoff));
        }
    }
}
