package one.imago.p2p.gossip;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import one.imago.node.crypto.Hex;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.gossip.ScoreParameters.Topic;
import org.jspecify.annotations.Nullable;

/**
 * What this node thinks of its peers, from what it saw of them and nothing else: nobody is told, nobody is asked. Good
 * work is forgotten with the connection; bad work is not, or reconnecting would be a pardon. Used by one thread.
 *
 * <p>Source: gossipsub 1.1, "Peer Scoring", P1 to P4, P6 and P7.
 */
final class PeerScores {
    private final Clock clock;
    private final Function<String, Topic> topics;
    private final Map<PeerId, Standing> standings = new HashMap<>();
    private final Map<String, Integer> peersOfPlace = new HashMap<>();
    private final Cache<PeerId, Standing> retained;

    PeerScores(Clock clock, Function<String, Topic> topics) {
        this.clock = clock;
        this.topics = topics;
        this.retained = Caffeine.newBuilder()
                .expireAfterWrite(ScoreParameters.RETAIN)
                .maximumSize(ScoreParameters.MAX_RETAINED)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    void connected(PeerId peer, Multiaddr address) {
        Standing before = retained.getIfPresent(peer);
        retained.invalidate(peer);
        Standing standing = before == null ? new Standing() : before;
        standing.place = address.ip().flatMap(PeerScores::place);
        standing.place.ifPresent(place -> peersOfPlace.merge(place, 1, Integer::sum));
        standings.put(peer, standing);
    }

    void disconnected(PeerId peer) {
        Standing standing = standings.remove(peer);
        if (standing == null) {
            return;
        }
        standing.topics.keySet().forEach(topic -> standing.leaves(topic, topics.apply(topic)));
        standing.place.ifPresent(
                place -> peersOfPlace.computeIfPresent(place, (key, count) -> count == 1 ? null : count - 1));
        standing.place = Optional.empty();
        standing.topics.values().forEach(PerTopic::forgetGoodWork);
        if (scoreOf(standing) < 0) {
            retained.put(peer, standing);
        }
    }

    double score(PeerId peer) {
        Standing standing = standings.get(peer);
        return standing == null ? 0 : scoreOf(standing);
    }

    void grafted(PeerId peer, String topic) {
        Standing standing = standings.get(peer);
        if (standing != null) {
            PerTopic counters = standing.topic(topic);
            counters.inMeshSince = clock.instant();
            counters.judged = false;
        }
    }

    void pruned(PeerId peer, String topic) {
        Standing standing = standings.get(peer);
        if (standing != null) {
            standing.leaves(topic, topics.apply(topic));
        }
    }

    /** A valid message came first from this peer. */
    void deliveredFirst(PeerId peer, String topic) {
        Standing standing = standings.get(peer);
        if (standing != null) {
            Topic parameters = topics.apply(topic);
            PerTopic counters = standing.topic(topic);
            counters.first = Math.min(parameters.firstCap(), counters.first + 1);
            counters.deliveredInMesh(parameters);
        }
    }

    /** A valid message that was there already came from this peer, so long after its first copy. */
    void deliveredAgain(PeerId peer, String topic, Duration after) {
        Standing standing = standings.get(peer);
        Topic parameters = topics.apply(topic);
        if (standing != null && after.compareTo(parameters.meshWindow()) <= 0) {
            standing.topic(topic).deliveredInMesh(parameters);
        }
    }

    void deliveredInvalid(PeerId peer, String topic) {
        Standing standing = standings.get(peer);
        if (standing != null) {
            standing.topic(topic).invalid++;
        }
    }

    void misbehaved(PeerId peer, double by) {
        Standing standing = standings.get(peer);
        if (standing != null) {
            standing.behaviour += by;
        }
    }

    /** Once a heartbeat. */
    void decay() {
        standings.values().forEach(this::decay);
        retained.asMap().values().forEach(this::decay);
    }

    private void decay(Standing standing) {
        standing.behaviour = decayed(standing.behaviour, ScoreParameters.BEHAVIOUR_DECAY);
        standing.topics.forEach((topic, counters) -> counters.decay(topics.apply(topic), clock.instant()));
        standing.topics.values().removeIf(PerTopic::isBlank);
    }

    private double scoreOf(Standing standing) {
        double sum = 0;
        for (Map.Entry<String, PerTopic> entry : standing.topics.entrySet()) {
            Topic parameters = topics.apply(entry.getKey());
            sum += parameters.weight() * entry.getValue().score(parameters, clock.instant());
        }
        int neighbours =
                standing.place.map(place -> peersOfPlace.getOrDefault(place, 0)).orElse(0);
        double crowd = Math.max(0, neighbours - ScoreParameters.COLOCATION_THRESHOLD);
        double offences = Math.max(0, standing.behaviour - ScoreParameters.BEHAVIOUR_THRESHOLD);
        return sum
                + crowd * crowd * ScoreParameters.COLOCATION_WEIGHT
                + offences * offences * ScoreParameters.BEHAVIOUR_WEIGHT;
    }

    /** What one household or server has: an IPv4 address, a /64 of IPv6. All of a test network's nodes share loopback. */
    private static Optional<String> place(InetAddress ip) {
        if (ip.isLoopbackAddress()) {
            return Optional.empty();
        }
        byte[] bytes = ip.getAddress();
        return Optional.of(Hex.encode(bytes.length == 4 ? bytes : Arrays.copyOf(bytes, 8)));
    }

    private static double decayed(double counter, double by) {
        double after = counter * by;
        return after < ScoreParameters.DECAY_TO_ZERO ? 0 : after;
    }

    /** One peer. */
    private static final class Standing {
        private final Map<String, PerTopic> topics = new HashMap<>();
        private Optional<String> place = Optional.empty();
        private double behaviour;

        /** Called for topics of this node only, which bounds the map. */
        private PerTopic topic(String topic) {
            return topics.computeIfAbsent(topic, key -> new PerTopic());
        }

        private void leaves(String topic, Topic parameters) {
            PerTopic counters = topics.get(topic);
            if (counters != null) {
                counters.leaveMesh(parameters);
            }
        }
    }

    /** What one peer did in one topic. */
    private static final class PerTopic {
        private @Nullable Instant inMeshSince;
        /** Whether it has been in the mesh long enough for P3. */
        private boolean judged;

        private double first;
        private double inMesh;
        private double failed;
        private double invalid;

        private void deliveredInMesh(Topic parameters) {
            if (inMeshSince != null) {
                inMesh = Math.min(parameters.meshCap(), inMesh + 1);
            }
        }

        /** P3b: who delivered too little and is let go does not start again with a clean slate. */
        private void leaveMesh(Topic parameters) {
            double deficit = deficit(parameters);
            failed += deficit * deficit;
            inMeshSince = null;
            judged = false;
        }

        private double deficit(Topic parameters) {
            return judged ? Math.max(0, parameters.meshThreshold() - inMesh) : 0;
        }

        private double score(Topic parameters, Instant now) {
            double seconds =
                    inMeshSince == null ? 0 : Duration.between(inMeshSince, now).toMillis() / 1000.0;
            double deficit = deficit(parameters);
            return parameters.timeWeight() * Math.min(parameters.timeCap(), seconds)
                    + parameters.firstWeight() * first
                    + parameters.meshWeight() * (deficit * deficit + failed)
                    + parameters.invalidWeight() * invalid * invalid;
        }

        private void decay(Topic parameters, Instant now) {
            first = decayed(first, parameters.firstDecay());
            inMesh = decayed(inMesh, parameters.meshDecay());
            failed = decayed(failed, parameters.meshDecay());
            invalid = decayed(invalid, parameters.invalidDecay());
            if (inMeshSince != null && Duration.between(inMeshSince, now).compareTo(parameters.meshActivation()) > 0) {
                judged = true;
            }
        }

        private void forgetGoodWork() {
            first = 0;
            inMesh = 0;
        }

        private boolean isBlank() {
            return inMeshSince == null && first == 0 && inMesh == 0 && failed == 0 && invalid == 0;
        }
    }
}
