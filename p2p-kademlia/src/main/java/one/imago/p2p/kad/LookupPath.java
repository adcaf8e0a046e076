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
     * @param word of the peer that named it
     */
    record Heard(PeerAddress peer, int hops, Word word) {}

    /**
     * What the peers that one peer named are worth. A liar names peers that it invented, nearer than all that exist; each
     * costs the path its patience with the silent. After a few of them the rest wait behind what others say. Half of an
     * honest peer's may be dead, so the bound is generous.
     */
    static final class Word {
        private static final int SUSPICIOUS = 3;
        private int answered;
        private int silent;

        void turnedOut(boolean answers) {
            if (answers) {
                answered++;
            } else {
                silent++;
            }
        }

        private boolean isDoubtful() {
            return silent >= SUSPICIOUS && silent > SUSPICIOUS * answered;
        }
    }

    /**
     * @param limit most peers that are remembered; the farthest are forgotten first
     */
    LookupPath(Key target, int k, int limit) {
        this.target = target;
        this.k = k;
        this.limit = limit;
    }

    /** Somebody named this peer. */
    void hear(PeerAddress peer, int hops, Word word) {
        int low = 0;
        int high = heard.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = target.compareDistance(heard.get(middle).peer.key(), peer.key());
            if (order == 0) {
                if (heard.get(middle).word.isDoubtful()) {
                    heard.set(middle, new Heard(peer, hops, word));
                }
                return;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low < limit) {
            heard.add(low, new Heard(peer, hops, word));
            if (heard.size() > limit) {
                heard.remove(limit);
            }
        }
    }

    /**
     * The nearest that nobody has asked yet, among the {@code k} nearest that are not silent; the silent are forgotten.
     *
     * @param trusting whether those count whom only a doubtful peer named
     */
    Optional<Heard> next(Function<PeerAddress, Fate> fates, boolean trusting) {
        int seen = 0;
        for (int i = 0; i < heard.size() && seen < k; i++) {
            Heard each = heard.get(i);
            switch (fates.apply(each.peer)) {
                case UNASKED -> {
                    if (trusting || !each.word.isDoubtful()) {
                        return Optional.of(each);
                    }
                }
                case SILENT -> heard.remove(i--);
                case ASKED, ANSWERED -> seen++;
            }
        }
        return Optional.empty();
    }
}
