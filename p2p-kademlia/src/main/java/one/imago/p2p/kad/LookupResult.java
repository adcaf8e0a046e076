package one.imago.p2p.kad;

import java.util.List;

/**
 * Where a lookup came to.
 *
 * @param target the place that was looked for
 * @param answered all peers that answered, nearest first
 * @param asked how many were asked
 */
record LookupResult(Key target, List<PeerAddress> answered, int asked) {
    List<PeerAddress> closest(int count) {
        return answered.subList(0, Math.min(count, answered.size()));
    }
}
