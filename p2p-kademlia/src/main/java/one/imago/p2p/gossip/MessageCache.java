package one.imago.p2p.gossip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import one.imago.p2p.address.PeerId;

/**
 * The messages of the last heartbeats, for peers that ask. Bounded in bytes as well: the oldest go first. Used by one
 * thread.
 */
final class MessageCache {
    private final long maxBytes;
    /** Newest first; each in order of arrival. */
    private final Deque<Map<MessageId, SignedMessage>> windows = new ArrayDeque<>();

    private final Map<MessageId, Map<PeerId, Integer>> given = new HashMap<>();
    private long bytes;

    MessageCache(long maxBytes) {
        this.maxBytes = maxBytes;
        windows.addFirst(new LinkedHashMap<>());
    }

    void put(SignedMessage message) {
        if (windows.getFirst().putIfAbsent(message.id(), message) == null) {
            bytes += message.encoded().length;
        }
        while (bytes > maxBytes) {
            Map<MessageId, SignedMessage> oldest = windows.getLast();
            if (oldest.isEmpty()) {
                windows.removeLast();
            } else {
                forget(oldest, oldest.keySet().iterator().next());
            }
        }
    }

    /** The message, unless it is gone or the peer has had it by asking as often as is decent. */
    Optional<SignedMessage> give(MessageId id, PeerId peer) {
        for (Map<MessageId, SignedMessage> window : windows) {
            SignedMessage message = window.get(id);
            if (message != null) {
                int times = given.computeIfAbsent(id, key -> new HashMap<>()).merge(peer, 1, Integer::sum);
                return times <= GossipParameters.MAX_RETRANSMISSIONS ? Optional.of(message) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Ids of a topic's messages that are young enough to be told of. */
    List<MessageId> recent(String topic) {
        List<MessageId> ids = new ArrayList<>();
        windows.stream()
                .limit(GossipParameters.HISTORY_GOSSIP)
                .flatMap(window -> window.values().stream())
                .filter(message -> message.topic().equals(topic))
                .forEach(message -> ids.add(message.id()));
        return ids;
    }

    /** Begins a new heartbeat. */
    void shift() {
        windows.addFirst(new LinkedHashMap<>());
        while (windows.size() > GossipParameters.HISTORY) {
            Map<MessageId, SignedMessage> oldest = windows.removeLast();
            for (MessageId id : List.copyOf(oldest.keySet())) {
                forget(oldest, id);
            }
        }
    }

    long bytes() {
        return bytes;
    }

    private void forget(Map<MessageId, SignedMessage> window, MessageId id) {
        SignedMessage message = window.remove(id);
        if (message != null) {
            bytes -= message.encoded().length;
            given.remove(id);
        }
    }
}
