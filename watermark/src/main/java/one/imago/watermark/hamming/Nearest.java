package one.imago.watermark.hamming;

import java.util.ArrayList;
import java.util.List;

/**
 * The nearest items so far, each once at its least distance, nearest first and then by item as an unsigned number. Used
 * by one thread for one search.
 */
final class Nearest {
    /** Takes what was only read to have it near, so that the compiler leaves the reading in. */
    long read;

    private final int limit;
    private final Items items;
    private final List<HammingHit> hits = new ArrayList<>();
    private long query;
    private int number;
    private int bound;

    Nearest(int radius, int limit, Items items) {
        this.bound = radius;
        this.limit = limit;
        this.items = items;
    }

    /** The offers from now on are near to this code, the {@code number}-th that is searched. */
    void turnTo(long query, int number) {
        this.query = query;
        this.number = number;
    }

    long query() {
        return query;
    }

    /** The largest distance that can still matter. */
    int bound() {
        return bound;
    }

    void offer(int row, int distance) {
        HammingHit hit = new HammingHit(items.get(Rows.ordinal(row)), distance, number, Rows.part(row));
        if (hits.size() == limit && !before(hit, hits.get(limit - 1))) {
            return;
        }
        int known = 0;
        while (known < hits.size() && hits.get(known).item() != hit.item()) {
            known++;
        }
        if (known < hits.size()) {
            if (!before(hit, hits.get(known))) {
                return;
            }
            hits.remove(known);
        } else if (hits.size() == limit) {
            hits.remove(limit - 1);
        }
        int at = hits.size();
        while (at > 0 && before(hit, hits.get(at - 1))) {
            at--;
        }
        hits.add(at, hit);
        if (hits.size() == limit) {
            bound = hits.get(limit - 1).distance();
        }
    }

    /** Of two codes of one item at the same distance, the earlier query and part stand, whatever order they come in. */
    private static boolean before(HammingHit a, HammingHit b) {
        if (a.distance() != b.distance()) {
            return a.distance() < b.distance();
        }
        if (a.item() != b.item()) {
            return Long.compareUnsigned(a.item(), b.item()) < 0;
        }
        return a.query() != b.query() ? a.query() < b.query() : a.part() < b.part();
    }

    List<HammingHit> hits() {
        return List.copyOf(hits);
    }
}
