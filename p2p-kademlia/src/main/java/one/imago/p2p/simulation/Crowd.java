package one.imago.p2p.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import one.imago.p2p.kad.Key;
import one.imago.p2p.kad.PeerAddress;

/** Peers by place in the keyspace, to name some near a target quickly: what stands beside it shares the most bits. */
final class Crowd {
    private final List<PeerAddress> peers;
    private final List<Key> keys;

    Crowd(List<PeerAddress> members) {
        peers = new ArrayList<>(members);
        peers.sort((one, two) -> one.key().compareTo(two.key()));
        keys = peers.stream().map(PeerAddress::key).toList();
    }

    List<PeerAddress> near(Key target, int count) {
        int found = Collections.binarySearch(keys, target);
        int middle = found < 0 ? -found - 1 : found;
        int from = Math.max(0, middle - count);
        int to = Math.min(peers.size(), middle + count);
        List<PeerAddress> around = new ArrayList<>(peers.subList(from, to));
        around.sort(target.nearest());
        return around.subList(0, Math.min(count, around.size()));
    }
}
