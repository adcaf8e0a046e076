package one.imago.p2p.gossip;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.connection.PeerConnection;
import one.imago.p2p.gossip.GossipFrame.Have;
import one.imago.p2p.gossip.GossipFrame.Prune;
import one.imago.p2p.gossip.GossipFrame.Subscription;
import one.imago.p2p.gossip.MessageCheck.Verdict;
import one.imago.p2p.gossip.ScoreParameters.Topic;

/**
 * gossipsub 1.1: what to do with what comes in. A message is marked as seen only once its signature holds, or anybody who
 * guesses a sequence number could keep the real message out with a forged one. Everything happens on one thread; time
 * comes from the clock, heartbeats from outside, so that fifty routers run in one test.
 *
 * <p>Source: libp2p/specs/pubsub/gossipsub, versions 1.0 and 1.1; peer exchange is neither offered nor taken, since peers
 * are found by Kademlia.
 */
final class GossipRouter {
    private final PeerId self;
    private final GossipLink link;
    private final MessageCheck check;
    private final Clock clock;
    private final Random random;
    private final Function<String, Topic> topics;
    private final Map<PeerId, GossipPeer> peers = new LinkedHashMap<>();
    private final PeerScores scores;
    private final Meshes meshes;
    private final MessageCache cache = new MessageCache(GossipParameters.MAX_HISTORY_BYTES);
    private final Promises promises;
    private final Cache<MessageId, Arrival> seen;
    private final Map<SignedMessage, Pending> pending = new HashMap<>();
    private final GossipCounts counts = new GossipCounts();

    /**
     * @param topics what each topic's behaviour counts
     */
    GossipRouter(
            PeerId self,
            GossipLink link,
            MessageCheck check,
            Clock clock,
            Random random,
            Function<String, Topic> topics) {
        this.self = self;
        this.link = link;
        this.check = check;
        this.clock = clock;
        this.random = random;
        this.topics = topics;
        this.scores = new PeerScores(clock, topics);
        this.meshes = new Meshes(clock, random, scores, peers);
        this.promises = new Promises(clock);
        this.seen = Caffeine.newBuilder()
                .expireAfterWrite(GossipParameters.SEEN_TTL)
                .maximumSize(GossipParameters.MAX_SEEN)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    GossipCounts counts() {
        return counts;
    }

    PeerScores scores() {
        return scores;
    }

    Meshes meshes() {
        return meshes;
    }

    /** A peer that speaks the protocol is there. */
    void connected(PeerConnection connection) {
        PeerId id = connection.peer();
        if (peers.putIfAbsent(id, new GossipPeer(id, connection.outbound())) != null) {
            return;
        }
        scores.connected(id, connection.address());
        if (!meshes.topics().isEmpty()) {
            List<Subscription> entered = meshes.topics().stream()
                    .map(topic -> new Subscription(topic, true))
                    .toList();
            send(id, GossipFrame.subscribing(entered), Urgency.MESSAGE);
        }
    }

    void disconnected(PeerId id) {
        if (peers.remove(id) != null) {
            meshes.forget(id);
            scores.disconnected(id);
            promises.forget(id);
        }
    }

    void subscribe(String topic) {
        if (!meshes.has(topic)) {
            tellAll(new Subscription(topic, true));
            meshes.join(topic);
            flush();
        }
    }

    void unsubscribe(String topic) {
        if (meshes.has(topic)) {
            tellAll(new Subscription(topic, false));
            meshes.leave(topic);
            flush();
        }
    }

    /** Sends a message of this node, signed by it. */
    void publish(SignedMessage message) {
        seen.put(message.id(), new Arrival(clock.instant(), Set.of()));
        cache.put(message);
        forward(message, receivers(message));
    }

    /** Takes what a peer sent. */
    void received(PeerId id, byte[] bytes) {
        GossipPeer peer = peers.get(id);
        if (peer == null || scores.score(id) < ScoreParameters.GRAYLIST_THRESHOLD) {
            counts.ignored.increment();
            return;
        }
        GossipFrame frame;
        try {
            frame = FrameCodec.decode(bytes);
        } catch (MalformedFrame e) {
            scores.misbehaved(id, ScoreParameters.UNREADABLE);
            counts.unreadable.increment();
            link.drop(id);
            return;
        }
        frame.subscriptions().forEach(subscription -> heard(peer, subscription));
        frame.messages().forEach(message -> received(peer, message));
        heard(peer, frame.haves());
        give(peer, frame.wants());
        new LinkedHashSet<>(frame.grafts()).forEach(topic -> meshes.grafted(peer, topic));
        for (Prune prune : frame.prunes()) {
            meshes.pruned(id, prune.topic(), prune.backoff());
        }
        flush();
    }

    /** Once every {@link GossipParameters#HEARTBEAT}. */
    void heartbeat() {
        scores.decay();
        promises.broken().forEach((peer, count) -> scores.misbehaved(peer, count));
        meshes.heartbeat();
        flush();
        meshes.topics().forEach(this::gossip);
        meshes.fanoutTopics().forEach(this::gossip);
        cache.shift();
        peers.values().forEach(GossipPeer::heartbeat);
    }

    private void heard(GossipPeer peer, Subscription subscription) {
        if (!subscription.entered()) {
            peer.leave(subscription.topic());
            meshes.forget(peer.id(), subscription.topic());
        } else if (!peer.enter(subscription.topic())) {
            scores.misbehaved(peer.id(), 1);
        }
    }

    private void received(GossipPeer peer, SignedMessage message) {
        promises.kept(message.id());
        if (!meshes.has(message.topic()) || message.author().equals(self)) {
            counts.ignored.increment();
            return;
        }
        Arrival arrival = seen.getIfPresent(message.id());
        if (arrival != null) {
            counts.duplicates.increment();
            arrivedAgain(peer.id(), message.topic(), arrival);
            return;
        }
        Pending waiting = pending.get(message);
        if (waiting != null) {
            counts.duplicates.increment();
            waiting.sources.add(peer.id());
            return;
        }
        if (pending.size() == GossipParameters.MAX_CHECKS || !peer.beginCheck()) {
            counts.overflowed.increment();
            return;
        }
        pending.put(message, new Pending(peer.id()));
        check.check(peer.id(), message, verdict -> judged(peer, message, verdict));
    }

    private void arrivedAgain(PeerId peer, String topic, Arrival arrival) {
        Duration after = Duration.between(arrival.at(), clock.instant());
        Topic parameters = topics.apply(topic);
        if (parameters.meshThreshold() > 0
                && after.compareTo(parameters.meshWindow()) <= 0
                && arrival.from().add(peer)) {
            scores.deliveredAgain(peer, topic, after);
        }
    }

    private void judged(GossipPeer first, SignedMessage message, Verdict verdict) {
        first.endCheck();
        Pending done = pending.remove(message);
        if (done == null) {
            throw new IllegalStateException("a message is judged once");
        }
        switch (verdict) {
            case VALID -> accepted(message, done);
            case INVALID -> {
                seen.put(message.id(), new Arrival(clock.instant(), new HashSet<>(done.sources)));
                refused(message, done);
            }
            case FORGED -> refused(message, done);
            case UNJUDGED -> counts.overflowed.increment();
        }
    }

    private void accepted(SignedMessage message, Pending done) {
        Arrival arrival = new Arrival(clock.instant(), new HashSet<>(done.sources));
        if (seen.asMap().putIfAbsent(message.id(), arrival) != null) {
            // Its author gave two messages one number; the one that was checked first went on.
            counts.duplicates.increment();
            return;
        }
        counts.accepted.increment();
        scores.deliveredFirst(done.first, message.topic());
        for (PeerId source : done.sources) {
            if (!source.equals(done.first)) {
                scores.deliveredAgain(source, message.topic(), Duration.ZERO);
            }
        }
        cache.put(message);
        List<PeerId> onwards = new ArrayList<>(meshes.mesh(message.topic()));
        onwards.removeAll(done.sources);
        onwards.remove(message.author());
        forward(message, onwards);
    }

    private void refused(SignedMessage message, Pending done) {
        counts.rejected.increment();
        done.sources.forEach(source -> scores.deliveredInvalid(source, message.topic()));
    }

    /** Small messages go to all who listen, so that a mesh full of attackers cannot keep them in. */
    private Collection<PeerId> receivers(SignedMessage message) {
        String topic = message.topic();
        if (message.encoded().length <= GossipParameters.MAX_FLOOD_BYTES) {
            List<PeerId> all = new ArrayList<>(meshes.mesh(topic));
            for (GossipPeer peer : peers.values()) {
                if (peer.listensTo(topic)
                        && !all.contains(peer.id())
                        && scores.score(peer.id()) >= ScoreParameters.PUBLISH_THRESHOLD) {
                    all.add(peer.id());
                }
            }
            return all;
        }
        return List.copyOf(meshes.has(topic) ? meshes.mesh(topic) : meshes.fanout(topic));
    }

    private void forward(SignedMessage message, Collection<PeerId> receivers) {
        if (!receivers.isEmpty()) {
            byte[] frame = FrameCodec.encode(GossipFrame.of(message));
            receivers.forEach(peer -> link.send(peer, frame, Urgency.MESSAGE));
        }
    }

    /** Asks for what the peer has and this node has not. */
    private void heard(GossipPeer peer, List<Have> haves) {
        if (haves.isEmpty() || scores.score(peer.id()) < ScoreParameters.GOSSIP_THRESHOLD || !peer.admitsHaveFrame()) {
            return;
        }
        Set<MessageId> missing = new LinkedHashSet<>();
        for (Have have : haves) {
            if (meshes.has(have.topic())) {
                have.ids().stream().filter(id -> seen.getIfPresent(id) == null).forEach(missing::add);
            }
        }
        List<MessageId> wanted = new ArrayList<>(missing);
        Collections.shuffle(wanted, random);
        wanted = wanted.subList(0, Math.min(wanted.size(), peer.mayBeAsked()));
        if (!wanted.isEmpty()) {
            peer.wasAsked(wanted.size());
            // One of them, drawn by lot: a peer that promises what it does not have is found out soon enough.
            promises.made(peer.id(), wanted.get(0));
            send(peer.id(), GossipFrame.wanting(wanted), Urgency.GOSSIP);
        }
    }

    private void give(GossipPeer peer, List<MessageId> wants) {
        if (wants.isEmpty() || scores.score(peer.id()) < ScoreParameters.GOSSIP_THRESHOLD) {
            return;
        }
        for (MessageId id : new LinkedHashSet<>(wants)) {
            cache.give(id, peer.id()).ifPresent(message -> send(peer.id(), GossipFrame.of(message), Urgency.GOSSIP));
        }
    }

    private void gossip(String topic) {
        List<MessageId> recent = cache.recent(topic);
        if (recent.isEmpty()) {
            return;
        }
        for (PeerId peer : meshes.outsiders(topic)) {
            List<MessageId> ids = recent;
            if (ids.size() > GossipParameters.MAX_HAVE_IDS) {
                Collections.shuffle(recent, random);
                ids = recent.subList(0, GossipParameters.MAX_HAVE_IDS);
            }
            send(peer, GossipFrame.having(List.of(new Have(topic, ids))), Urgency.GOSSIP);
        }
    }

    private void tellAll(Subscription subscription) {
        byte[] frame = FrameCodec.encode(GossipFrame.subscribing(List.of(subscription)));
        peers.keySet().forEach(peer -> link.send(peer, frame, Urgency.MESSAGE));
    }

    private void flush() {
        meshes.flush((peer, frame) -> send(peer, frame, Urgency.CONTROL));
    }

    private void send(PeerId peer, GossipFrame frame, Urgency urgency) {
        link.send(peer, FrameCodec.encode(frame), urgency);
    }

    /** When a message was found good, and who has sent it, as far as that counts. */
    private record Arrival(Instant at, Set<PeerId> from) {}

    /** A message that is being judged, and who sent it meanwhile. */
    private static final class Pending {
        private final PeerId first;
        private final Set<PeerId> sources = new LinkedHashSet<>();

        private Pending(PeerId first) {
            this.first = first;
            sources.add(first);
        }
    }
}
