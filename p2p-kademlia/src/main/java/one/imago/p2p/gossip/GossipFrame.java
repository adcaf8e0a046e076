package one.imago.p2p.gossip;

import java.time.Duration;
import java.util.List;

/**
 * What one peer says to another in one piece (gossipsub's RPC).
 *
 * @param subscriptions topics that the sender enters or leaves
 * @param messages not verified
 * @param haves messages that the sender could give
 * @param wants messages that the sender asks for
 * @param grafts topics in whose mesh the sender takes the receiver
 * @param prunes topics from whose mesh the sender lets it go
 */
record GossipFrame(
        List<Subscription> subscriptions,
        List<SignedMessage> messages,
        List<Have> haves,
        List<MessageId> wants,
        List<String> grafts,
        List<Prune> prunes) {
    /** Largest frame that is read: several messages may come in one. */
    static final int MAX_BYTES = 4 << 20;

    GossipFrame {
        subscriptions = List.copyOf(subscriptions);
        messages = List.copyOf(messages);
        haves = List.copyOf(haves);
        wants = List.copyOf(wants);
        grafts = List.copyOf(grafts);
        prunes = List.copyOf(prunes);
    }

    /** A topic that the sender enters or leaves. */
    record Subscription(String topic, boolean entered) {}

    /** Messages of a topic that the sender has. */
    record Have(String topic, List<MessageId> ids) {
        Have {
            ids = List.copyOf(ids);
        }
    }

    /**
     * The receiver is out of a mesh.
     *
     * @param backoff how long it must not ask back in; zero when the sender did not say
     */
    record Prune(String topic, Duration backoff) {}

    static GossipFrame subscribing(List<Subscription> subscriptions) {
        return new GossipFrame(subscriptions, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    static GossipFrame of(SignedMessage message) {
        return new GossipFrame(List.of(), List.of(message), List.of(), List.of(), List.of(), List.of());
    }

    static GossipFrame having(List<Have> haves) {
        return new GossipFrame(List.of(), List.of(), haves, List.of(), List.of(), List.of());
    }

    static GossipFrame wanting(List<MessageId> ids) {
        return new GossipFrame(List.of(), List.of(), List.of(), ids, List.of(), List.of());
    }

    static GossipFrame meshing(List<String> grafts, List<Prune> prunes) {
        return new GossipFrame(List.of(), List.of(), List.of(), List.of(), grafts, prunes);
    }
}
