package one.imago.p2p.kad;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One path of a lookup: the peers that it heard of, nearest first, and how many of them it waits for. */
final class LookupPath {
    private final Key target;
    private final int k;
    private final int limit;
    private final List<Heard> heard = new ArrayList<>();

    /** Questions that wait for an answer. Counted by the lookup. */
    int open;

    /** What has become of a peer, on this path or another. */
    enum Fate {
        UNASKED,
        ASKED,
        ANSWERED,
        SILENT
    }

    /**
     * A peer that this path may ask.
     *
     * @param hops how far from the own table
     */
    record Heard(PeerAddress peer, int hops) {}

    /**
     * @param limit most peers that are remembered; the farthest are forgotten first
     */
    LookupPath(Key target, int k, int limit) {
        this.target = target;
        this.k = k;
        this.limit = limit;
    }

    void hear(PeerAddress peer, int hops) {
        int low = 0;
        int high = heard.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = target.compareDistance(heard.get(middle).peer.key(), peer.key());
            if (order == 0) {
                return;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low < limit) {
            heard.add(low, new Heard(peer, hops));
            if (heard.size() > limit) {
                heard.remove(limit);
            }
        }
    }

    /** The nearest that nobody has asked yet, among the {@code k} nearest that are not silent; the silent are forgotten. */
    Optional<Heard> next(Function<PeerAddress, Fate> fates) {
        int seen = 0;
        for (int i = 0; i < heard.size() && seen < k; i++) {
            Heard each = heard.get(i);
            switch (fates.apply(each.peer)) {
                case UNASKED -> {
                    return Optional.of(each);
                }
                case SILENT -> heard.remove(i--);
                case ASKED, ANSWERED -> seen++;
            }
        }
        return Optional.empty();
    }
}
