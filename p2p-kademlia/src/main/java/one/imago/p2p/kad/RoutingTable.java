package one.imago.p2p.kad;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import one.imago.p2p.address.Multiaddr;

/**
 * Whom this node knows, in 256 buckets by the number of leading bits that a peer's key shares with its own.
 *
 * <p>Only peers that answered this node's own question on an authenticated connection are in it, so an entry was alive,
 * serves the protocol, and listens where it says. A bucket keeps the longest-lived: a newcomer to a full bucket waits
 * until an entry fails (Maymounkov and Mazières 2002, §2.2: who stayed an hour will likely stay another; and a flood of
 * new ids displaces nobody). At most a few peers of one IP group are taken, so that one landlord cannot fill it.
 *
 * <p>Owned by one thread.
 */
final class RoutingTable {
    private final Key self;
    private final int k;
    private final KadParameters.Table limits;
    private final List<List<Entry>> buckets = new ArrayList<>();
    private final long[] refreshed = new long[Key.BITS];
    private final Map<IpGroup, Integer> groups = new HashMap<>();
    private int size;

    /** One peer. */
    private static final class Entry {
        private PeerAddress peer;
        private final Optional<IpGroup> group;
        private long lastSeen;
        private int failures;

        Entry(PeerAddress peer, Optional<IpGroup> group, long now) {
            this.peer = peer;
            this.group = group;
            lastSeen = now;
        }
    }

    RoutingTable(Key self, int k, KadParameters.Table limits) {
        this.self = self;
        this.k = k;
        this.limits = limits;
    }

    /**
     * The peer answered. Refreshes its entry, or makes one where there is room.
     *
     * @param remote where it answered from
     * @return an entry of a full bucket that was silent for long and should be asked, when a newcomer found no room
     */
    Optional<PeerAddress> answered(PeerAddress peer, Optional<Multiaddr> remote, long now) {
        int index = self.sharedBits(peer.key());
        if (index == Key.BITS) {
            return Optional.empty();
        }
        List<Entry> bucket = bucket(index);
        Optional<Entry> known = find(bucket, peer.key());
        if (known.isPresent()) {
            Entry entry = known.get();
            entry.lastSeen = now;
            entry.failures = 0;
            if (!peer.addresses().isEmpty()) {
                entry.peer = peer;
            }
            return Optional.empty();
        }
        Optional<IpGroup> group = remote.flatMap(IpGroup::of).filter(this::counts);
        if (peer.addresses().isEmpty() || (group.isPresent() && isCrowded(bucket, group.get()))) {
            return Optional.empty();
        }
        if (bucket.size() >= k) {
            return quietest(bucket, now - limits.stale().toMillis());
        }
        bucket.add(new Entry(peer, group, now));
        group.ifPresent(each -> groups.merge(each, 1, Integer::sum));
        size++;
        return Optional.empty();
    }

    /** The peer did not answer. Returns whether it left the table for it. */
    boolean failed(Key peer) {
        int index = self.sharedBits(peer);
        if (index >= buckets.size()) {
            return false;
        }
        List<Entry> bucket = buckets.get(index);
        Optional<Entry> known = find(bucket, peer);
        if (known.isEmpty() || ++known.get().failures < limits.tolerated()) {
            return false;
        }
        bucket.remove(known.get());
        known.get().group.ifPresent(group -> groups.computeIfPresent(group, (g, n) -> n == 1 ? null : n - 1));
        size--;
        return true;
    }

    /** Whether a peer that is not in the table would find room, as far as is known before it answers. */
    boolean hasRoomFor(Key peer) {
        int index = self.sharedBits(peer);
        if (index == Key.BITS) {
            return false;
        }
        List<Entry> bucket = bucket(index);
        return bucket.size() < k && find(bucket, peer).isEmpty();
    }

    boolean contains(Key peer) {
        int index = self.sharedBits(peer);
        return index < buckets.size() && find(buckets.get(index), peer).isPresent();
    }

    /** The {@code count} nearest to a key, nearest first. */
    List<PeerAddress> closest(Key target, int count) {
        // With b bits shared by this node and the target, the peers of bucket b share more with the target, those of
        // all deeper buckets exactly b, and those of bucket i < b exactly i: the groups are in order, so that only the
        // last one has to be cut.
        int shared = self.sharedBits(target);
        List<PeerAddress> found = new ArrayList<>(2 * count);
        addAll(found, shared);
        if (found.size() < count) {
            for (int index = shared + 1; index < buckets.size(); index++) {
                addAll(found, index);
            }
        }
        for (int index = Math.min(shared, buckets.size()) - 1; index >= 0 && found.size() < count; index--) {
            addAll(found, index);
        }
        found.sort(target.nearest());
        return found.size() <= count ? found : found.subList(0, count);
    }

    private void addAll(List<PeerAddress> found, int index) {
        if (index < buckets.size()) {
            for (Entry entry : buckets.get(index)) {
                found.add(entry.peer);
            }
        }
    }

    /** Peers that were silent since {@code before}. */
    List<PeerAddress> silentSince(long before) {
        return buckets.stream()
                .flatMap(List::stream)
                .filter(entry -> entry.lastSeen < before)
                .map(entry -> entry.peer)
                .toList();
    }

    /**
     * Buckets that no lookup went into since {@code before}, up to the one beyond which there are only as many peers as a
     * lookup of the own place finds.
     */
    List<Integer> bucketsUnusedSince(long before) {
        int horizon = deepest();
        int beyond = 0;
        while (horizon > 0 && beyond + buckets.get(horizon).size() < k) {
            beyond += buckets.get(horizon--).size();
        }
        List<Integer> unused = new ArrayList<>();
        for (int index = 0; index <= horizon; index++) {
            if (refreshed[index] <= before) {
                unused.add(index);
            }
        }
        return unused;
    }

    /** A lookup goes into the bucket of this key. */
    void used(Key target, long now) {
        int index = self.sharedBits(target);
        if (index < Key.BITS) {
            refreshed[index] = now;
        }
    }

    int size() {
        return size;
    }

    /** Peers in each bucket, up to the deepest that holds somebody. */
    List<Integer> fill() {
        return buckets.subList(0, deepest() + 1).stream().map(List::size).toList();
    }

    private int deepest() {
        int deepest = buckets.size() - 1;
        while (deepest >= 0 && buckets.get(deepest).isEmpty()) {
            deepest--;
        }
        return deepest;
    }

    private boolean counts(IpGroup group) {
        return !(limits.localExempt() && group.local());
    }

    private boolean isCrowded(List<Entry> bucket, IpGroup group) {
        long here = bucket.stream()
                .filter(entry -> entry.group.filter(group::equals).isPresent())
                .count();
        return here >= limits.groupPerBucket() || groups.getOrDefault(group, 0) >= limits.groupPerTable();
    }

    private static Optional<PeerAddress> quietest(List<Entry> bucket, long before) {
        return bucket.stream()
                .filter(entry -> entry.lastSeen < before)
                .min((one, two) -> Long.compare(one.lastSeen, two.lastSeen))
                .map(entry -> entry.peer);
    }

    private List<Entry> bucket(int index) {
        while (buckets.size() <= index) {
            buckets.add(new ArrayList<>(2));
        }
        return buckets.get(index);
    }

    private static Optional<Entry> find(List<Entry> bucket, Key peer) {
        for (Entry entry : bucket) {
            if (entry.peer.key().equals(peer)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }
}
