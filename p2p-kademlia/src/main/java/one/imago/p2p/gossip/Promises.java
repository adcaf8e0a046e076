package one.imago.p2p.gossip;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import one.imago.p2p.address.PeerId;

/**
 * Peers that said they have a message and were asked for it. Who does not send it in time wasted a question: that counts
 * against a peer (P7). One message of each question is remembered. Used by one thread.
 *
 * <p>Source: gossipsub 1.1, "Behaviour Penalties", IWANT followup.
 */
final class Promises {
    /** More are not watched; ten frames of a hundred peers in three heartbeats fit. */
    private static final int MAX = 4096;

    private final Clock clock;
    private final Map<MessageId, Map<PeerId, Instant>> open = new HashMap<>();

    Promises(Clock clock) {
        this.clock = clock;
    }

    void made(PeerId peer, MessageId id) {
        if (open.size() < MAX) {
            open.computeIfAbsent(id, key -> new HashMap<>())
                    .putIfAbsent(peer, clock.instant().plus(GossipParameters.WANT_FOLLOW_UP));
        }
    }

    /** The message came; from whom does not matter, since the others may have been told that it is no longer wanted. */
    void kept(MessageId id) {
        open.remove(id);
    }

    void forget(PeerId peer) {
        open.values().forEach(peers -> peers.remove(peer));
    }

    /** How many promises each peer has broken since the last call. */
    Map<PeerId, Integer> broken() {
        Instant now = clock.instant();
        Map<PeerId, Integer> broken = new HashMap<>();
        for (Iterator<Map<PeerId, Instant>> each = open.values().iterator(); each.hasNext(); ) {
            Map<PeerId, Instant> peers = each.next();
            peers.entrySet().removeIf(entry -> {
                boolean late = entry.getValue().isBefore(now);
                if (late) {
                    broken.merge(entry.getKey(), 1, Integer::sum);
                }
                return late;
            });
            if (peers.isEmpty()) {
                each.remove();
            }
        }
        return broken;
    }
}
