package one.imago.watermark.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import one.imago.node.ledger.WorkId;

/**
 * An exact search for near 64-bit codes: a linear scan over a packed array, about half a nanosecond a code. Every code
 * within the radius is found. Thread-safe: readers scan the array that was current when they began.
 */
final class HammingScan {
    private static final int FIRST_CAPACITY = 1024;

    private static final Comparator<IndexHit> NEAREST_FIRST =
            Comparator.comparingInt(IndexHit::distance).thenComparing(IndexHit::work);

    private long[] writableCodes = new long[FIRST_CAPACITY];
    private long[] writableWorks = new long[FIRST_CAPACITY];
    private volatile View view = new View(writableCodes, writableWorks, 0);

    synchronized void add(WorkId work, long code) {
        int size = view.size;
        if (size == writableCodes.length) {
            int capacity = Math.multiplyExact(size, 2);
            writableCodes = Arrays.copyOf(writableCodes, capacity);
            writableWorks = Arrays.copyOf(writableWorks, capacity);
        }
        writableCodes[size] = code;
        writableWorks[size] = work.value();
        view = new View(writableCodes, writableWorks, size + 1);
    }

    int size() {
        return view.size;
    }

    /** The works within {@code radius} of {@code code}, nearest first, then by id; at most {@code limit} (at least 1). */
    List<IndexHit> near(long code, int radius, int limit) {
        View now = view;
        PriorityQueue<IndexHit> worstFirst = new PriorityQueue<>(NEAREST_FIRST.reversed());
        int bound = radius;
        long[] codes = now.codes;
        int size = now.size;
        for (int i = next(codes, 0, size, code, bound); i < size; i = next(codes, i + 1, size, code, bound)) {
            worstFirst.add(new IndexHit(new WorkId(now.works[i]), Long.bitCount(codes[i] ^ code)));
            if (worstFirst.size() > limit) {
                worstFirst.remove();
                bound = worstFirst.element().distance();
            }
        }
        List<IndexHit> hits = new ArrayList<>(worstFirst);
        hits.sort(NEAREST_FIRST);
        return hits;
    }

    /** The hot loop by itself, so that it is compiled well: the next index with a near code, or {@code size}. */
    private static int next(long[] codes, int from, int size, long code, int radius) {
        for (int i = from; i < size; i++) {
            if (Long.bitCount(codes[i] ^ code) <= radius) {
                return i;
            }
        }
        return size;
    }

    /** Entries below {@code size} never change once they are published. */
    private static final class View {
        private final long[] codes;
        private final long[] works;
        private final int size;

        private View(long[] codes, long[] works, int size) {
            this.codes = codes;
            this.works = works;
            this.size = size;
        }
    }
}
