package one.imago.watermark.hamming;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * An exact index of 64-bit codes: every item with a code within the radius is found. Multi-index hashing after Norouzi,
 * Punjani and Fleet ("Fast search in Hamming space with multi-index hashing", CVPR 2012): codes are cut into four chunks
 * of 16 bits, and there is a table a chunk, sorted by it. Two codes that differ in few bits differ in fewer in some
 * chunk, so that a search reads few buckets of each table: 188 of 4 times 65,536 at radius 8.
 *
 * <p>New codes go to a run that is scanned. Full runs are sorted into tables, and tables merged so that there are few of
 * each chunk, both on an executor and one chunk after the other: beside the index there is never more than one table of
 * {@value #MOST_MERGED} codes, 12 bytes each. If the executor is late, searches are slower and as exact.
 *
 * <p>About 49 bytes a code when an item has several, 56 when it has one. Thread-safe: searches read what was current
 * when they began and wait for nobody.
 */
public final class HammingIndex {
    /** Most codes that an item can have. */
    public static final int MOST_PARTS = Rows.MOST_PARTS;

    private static final int CHUNKS = 4;
    private static final int MOST_MERGED = 1 << 24;
    /** A table is left alone until those after it have a third of its size together. */
    private static final int RATIO = 3;

    private final Chunks chunks;
    private final Executor executor;
    private volatile View view;
    private boolean sorting;

    /** Takes items with their codes. */
    @FunctionalInterface
    public interface Sink {
        void add(long item, long... codes);
    }

    /**
     * @param executor sorts and merges; a rejected task is given again later
     */
    public HammingIndex(Executor executor) {
        this(executor, CHUNKS);
    }

    HammingIndex(Executor executor, int chunkCount) {
        this.executor = executor;
        this.chunks = new Chunks(chunkCount);
        this.view = View.empty(chunkCount);
    }

    /**
     * Adds an item; searches find it from now on.
     *
     * @param codes 1 to {@value Rows#MOST_PARTS}
     */
    public synchronized void add(long item, long... codes) {
        view = with(view, item, codes);
        if (!sorting && view.fullRuns() > 0) {
            sorting = true;
            try {
                executor.execute(this::tidy);
            } catch (RejectedExecutionException e) {
                sorting = false;
            }
        }
    }

    /**
     * Fills an empty index, and sorts on this thread; searches find the items once this returns.
     *
     * @param source hands over every item
     */
    public synchronized void addAll(Consumer<Sink> source) {
        if (view.size() > 0) {
            throw new IllegalStateException("there are " + view.size() + " codes already");
        }
        View[] growing = {view};
        source.accept((item, codes) -> {
            View grown = with(growing[0], item, codes);
            growing[0] = grown.fullRuns() * Run.CAPACITY < MOST_MERGED ? grown : sorted(grown, grown.fullRuns());
        });
        View grown = growing[0];
        view = grown.fullRuns() == 0 ? grown : sorted(grown, grown.runs().size());
    }

    private static View with(View view, long item, long... codes) {
        if (codes.length == 0 || codes.length > Rows.MOST_PARTS || view.items().size() == Rows.MOST_ITEMS) {
            throw new IllegalArgumentException(
                    "item " + view.items().size() + " with " + codes.length + " codes is too much");
        }
        int ordinal = view.items().size();
        View grown = view.withItem(item);
        for (int part = 0; part < codes.length; part++) {
            grown = grown.withCode(codes[part], Rows.row(ordinal, part));
        }
        return grown;
    }

    private View sorted(View unsorted, int runs) {
        return unsorted.withSorted(sort(unsorted, runs), runs);
    }

    private List<ChunkTable> sort(View unsorted, int runs) {
        int lastSize = runs == unsorted.runs().size() ? unsorted.lastSize() : Run.CAPACITY;
        List<ChunkTable> tables = new ArrayList<>();
        for (int chunk = 0; chunk < chunks.count(); chunk++) {
            tables.add(ChunkTable.of(chunks, chunk, unsorted.runs().subList(0, runs), lastSize));
        }
        return tables;
    }

    /** Sorts the runs that are full and merges what has become small beside its successors. One at a time. */
    private void tidy() {
        try {
            while (sortRuns() || merge()) {
                // until there is nothing to do
            }
        } finally {
            synchronized (this) {
                // A run that was filled just now waits for the next one.
                sorting = false;
            }
        }
    }

    private boolean sortRuns() {
        View now = view;
        int runs = now.fullRuns();
        if (runs == 0) {
            return false;
        }
        List<ChunkTable> tables = sort(now, runs);
        synchronized (this) {
            view = view.withSorted(tables, runs);
        }
        return true;
    }

    private boolean merge() {
        List<ChunkTable> first = view.tables().get(0);
        int to = first.size();
        int from = mergeFrom(first);
        if (to - from < 2) {
            return false;
        }
        for (int chunk = 0; chunk < chunks.count(); chunk++) {
            ChunkTable merged = ChunkTable.merge(view.tables().get(chunk).subList(from, to));
            synchronized (this) {
                view = view.withMerged(chunk, from, to, merged);
            }
        }
        return true;
    }

    private static int mergeFrom(List<ChunkTable> tables) {
        int from = tables.size();
        long sum = 0;
        while (from > 0
                && (sum == 0 || tables.get(from - 1).size() < RATIO * sum)
                && sum + tables.get(from - 1).size() <= MOST_MERGED) {
            sum += tables.get(from - 1).size();
            from--;
        }
        return from;
    }

    /** Items with a code within {@code radius} of a code, nearest first, then by item; at most {@code limit}. */
    public List<HammingHit> near(long code, int radius, int limit) {
        return near(new long[] {code}, radius, limit);
    }

    /**
     * Items with a code within {@code radius} of any of the codes, each once with its nearest, nearest first, then by item
     * as an unsigned number.
     *
     * @param radius bits, 0 to 64; from 16 on everything is scanned
     * @param limit most items, at least 1; also what an answer may cost where many codes are equal
     */
    public List<HammingHit> near(long[] codes, int radius, int limit) {
        if (radius < 0 || limit < 1) {
            throw new IllegalArgumentException("radius " + radius + ", limit " + limit);
        }
        View now = view;
        Nearest nearest = new Nearest(radius, limit, now.items());
        for (int i = 0; i < codes.length; i++) {
            nearest.turnTo(codes[i], i);
            scanRuns(now, nearest);
            if (chunks.listable(nearest.bound())) {
                searchTables(now, nearest);
            } else {
                now.tables().get(0).forEach(table -> table.scan(nearest));
            }
        }
        return nearest.hits();
    }

    private void searchTables(View now, Nearest nearest) {
        int radius = nearest.bound();
        for (int chunk = 0; chunk < chunks.count(); chunk++) {
            int bucket = chunks.bucket(chunk, nearest.query());
            for (ChunkTable table : now.tables().get(chunk)) {
                table.search(bucket, chunks.flips(chunk), chunks.flipCount(chunk, radius), nearest);
            }
        }
    }

    private static void scanRuns(View now, Nearest nearest) {
        for (int i = 0; i < now.runs().size(); i++) {
            Run run = now.runs().get(i);
            int size = i < now.runs().size() - 1 ? Run.CAPACITY : now.lastSize();
            ChunkTable.scan(run.codes, run.rows, 0, size, nearest);
        }
    }

    /** Items that were added. */
    public int items() {
        return view.items().size();
    }

    /** Codes that were added. */
    public int size() {
        return view.size();
    }

    /** Memory of its arrays, bytes. */
    public long bytes() {
        return view.bytes();
    }
}
