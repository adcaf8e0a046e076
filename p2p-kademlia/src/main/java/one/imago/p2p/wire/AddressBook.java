package one.imago.p2p.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;

/**
 * Where peers were said to be, and how long an address that failed is left alone: a second, twice as long with every
 * failure, at most five minutes. Bounded; the least recently used goes first. Thread-safe.
 */
final class AddressBook {
    private static final int MAX_PEERS = 4_096;
    private static final int MAX_ADDRESSES = 8;
    private static final int MAX_FAILURES = 4_096;
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final int MAX_DOUBLINGS = 9;
    private static final long LONGEST_PAUSE_MILLIS = 300_000;

    private final Map<PeerId, Set<Multiaddr>> addresses = leastRecentlyUsed(MAX_PEERS);
    private final Map<Multiaddr, Failure> failures = leastRecentlyUsed(MAX_FAILURES);

    private record Failure(int count, long until) {}

    private static <K, V> Map<K, V> leastRecentlyUsed(int limit) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > limit;
            }
        };
    }

    /** Remembers addresses of a peer, the newest first; those of other peers are left out. */
    synchronized void learn(PeerId peer, List<Multiaddr> heard) {
        if (heard.isEmpty()) {
            return;
        }
        Set<Multiaddr> merged = new LinkedHashSet<>();
        for (Multiaddr address : heard) {
            if (address.peer().isEmpty() || address.peer().get().equals(peer)) {
                merged.add(address.withoutPeer());
            }
        }
        merged.addAll(addresses.getOrDefault(peer, Set.of()));
        addresses.put(
                peer, new LinkedHashSet<>(merged.stream().limit(MAX_ADDRESSES).toList()));
    }

    synchronized List<Multiaddr> known(PeerId peer) {
        return List.copyOf(addresses.getOrDefault(peer, Set.of()));
    }

    /** Those that may be tried now. */
    synchronized List<Multiaddr> due(List<Multiaddr> candidates, long now) {
        List<Multiaddr> due = new ArrayList<>();
        for (Multiaddr address : candidates) {
            Failure failure = failures.get(address);
            if (failure == null || now >= failure.until()) {
                due.add(address);
            }
        }
        return due;
    }

    synchronized void failed(Multiaddr address, long now) {
        Failure before = failures.get(address);
        int count = before == null ? 1 : Math.min(before.count() + 1, MAX_DOUBLINGS + 1);
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << (count - 1));
        failures.put(address, new Failure(count, now + pause));
    }

    synchronized void succeeded(Multiaddr address) {
        failures.remove(address);
    }
}
