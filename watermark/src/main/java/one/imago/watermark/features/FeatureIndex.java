package one.imago.watermark.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import one.imago.node.ledger.WorkId;

/**
 * The inverted index over the features of registered works.
 *
 * <p>A descriptor stands in {@value #TABLES} tables, in each under 16 of its bits. What is kept there takes 8 bytes: 30
 * further bits, the feature's turn and size, and the number of the work. A detail of the picture in question looks into
 * the lists under its own bits; an entry whose further bits differ in at most {@value #MOST_BITS} is a vote. Measured on
 * photographs reduced to 0.6 and blurred, that finds two of five details that are still the same, and one of 500,000
 * that are not. ORB's bits depend on each other: independent ones would let in far fewer.
 *
 * <p>Votes count together when they agree on how much the work is turned and scaled (weak geometric consistency, Jegou,
 * Douze and Schmid 2008), a detail once, and a cell of the picture in question at most {@value #VOTES_PER_CELL} times,
 * so that a repeated texture does not outvote a whole picture.
 *
 * <p>Searches from any thread; a writer waits for them.
 */
public final class FeatureIndex {
    /** Most works, since their numbers have 24 bits. */
    public static final int CAPACITY = 1 << 24;

    static final int TABLES = 4;
    static final int MOST_BITS = 4;
    static final int VOTES_PER_CELL = 3;

    private static final int KEY_BITS = 16;
    private static final int SIGNATURE_BITS = 30;
    private static final int SIGNATURE_SHIFT = Long.SIZE - SIGNATURE_BITS;
    /** Sizes from four steps under the frame's own, as a closer look has them. */
    private static final int SIZE_OFFSET = 4;

    static final int CELLS = 8;
    private static final int FIRST = 4;

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private long[][] lists = new long[TABLES << KEY_BITS][];
    private int[] sizes = new int[TABLES << KEY_BITS];
    private long[] works = new long[1024];
    private int count;

    /** Adds a work; one that was added before stands twice. */
    public void add(WorkId work, Features features) {
        lock.writeLock().lock();
        try {
            if (count == CAPACITY) {
                throw new IllegalStateException("the feature index is full");
            }
            if (count == works.length) {
                works = Arrays.copyOf(works, 2 * works.length);
            }
            works[count] = work.value();
            for (int i = 0; i < features.count(); i++) {
                long entry = entry(features, i, count);
                for (int table = 0; table < TABLES; table++) {
                    append(list(table, key(features, i, table)), entry);
                }
            }
            count++;
        } finally {
            lock.writeLock().unlock();
        }
    }

    public void clear() {
        lock.writeLock().lock();
        try {
            lists = new long[TABLES << KEY_BITS][];
            sizes = new int[TABLES << KEY_BITS];
            count = 0;
        } finally {
            lock.writeLock().unlock();
        }
    }

    public int size() {
        lock.readLock().lock();
        try {
            return count;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Bytes that the lists occupy. */
    public long bytes() {
        lock.readLock().lock();
        try {
            long bytes = (long) lists.length * (Integer.BYTES + Long.BYTES) + (long) Long.BYTES * works.length;
            for (long[] list : lists) {
                bytes += list == null ? 0 : 16 + (long) Long.BYTES * list.length;
            }
            return bytes;
        } finally {
            lock.readLock().unlock();
        }
    }

    private void append(int list, long entry) {
        long[] entries = lists[list];
        int size = sizes[list];
        if (entries == null) {
            entries = new long[FIRST];
            lists[list] = entries;
        } else if (size == entries.length) {
            entries = Arrays.copyOf(entries, size + Math.max(FIRST, size / 4));
            lists[list] = entries;
        }
        entries[size] = entry;
        sizes[list] = size + 1;
    }

    /**
     * The works with the most votes, most first.
     *
     * @param query features of the picture in question
     * @param width of its working frame
     * @param height of its working frame
     * @param leastVotes of a work to be listed
     */
    public List<FeatureHit> near(Features query, double width, double height, int leastVotes, int limit) {
        long[] votes = new long[1024];
        int found = 0;
        long[] ids;
        lock.readLock().lock();
        try {
            ids = works;
            for (int i = 0; i < query.count(); i++) {
                long asked = entry(query, i, 0);
                for (int table = 0; table < TABLES; table++) {
                    int list = list(table, key(query, i, table));
                    int room = sizes[list];
                    if (votes.length - found < room) {
                        votes = Arrays.copyOf(votes, Math.max(2 * votes.length, found + room));
                    }
                    found = scan(lists[list], room, asked, i, votes, found);
                }
            }
        } finally {
            lock.readLock().unlock();
        }
        Arrays.sort(votes, 0, found);
        return count(votes, found, ids, cells(query, width, height), leastVotes, limit);
    }

    /** The hot loop by itself, so that it is compiled well. */
    private static int scan(long[] list, int size, long asked, int feature, long[] votes, int found) {
        int next = found;
        for (int i = 0; i < size; i++) {
            long entry = list[i];
            if (Long.bitCount((entry ^ asked) >>> SIGNATURE_SHIFT) <= MOST_BITS) {
                votes[next++] = Vote.of(entry, asked, feature);
            }
        }
        return next;
    }

    private static List<FeatureHit> count(
            long[] votes, int found, long[] ids, byte[] cells, int leastVotes, int limit) {
        List<FeatureHit> hits = new ArrayList<>();
        int at = 0;
        while (at < found) {
            int from = at;
            int work = Vote.work(votes[at]);
            while (at < found && Vote.work(votes[at]) == work) {
                at++;
            }
            if (at - from >= leastVotes) {
                int sum = Vote.agreeing(votes, from, at, cells);
                if (sum >= leastVotes) {
                    hits.add(new FeatureHit(new WorkId(ids[work]), sum));
                }
            }
        }
        hits.sort(Comparator.comparingInt(FeatureHit::votes).reversed().thenComparing(FeatureHit::work));
        return List.copyOf(hits.subList(0, Math.min(limit, hits.size())));
    }

    private static byte[] cells(Features query, double width, double height) {
        byte[] cells = new byte[query.count()];
        for (int i = 0; i < cells.length; i++) {
            int column = (int) Math.min(CELLS - 1, query.x(i) * CELLS / width);
            int row = (int) Math.min(CELLS - 1, query.y(i) * CELLS / height);
            cells[i] = (byte) (row * CELLS + column);
        }
        return cells;
    }

    private static int list(int table, int key) {
        return (table << KEY_BITS) | key;
    }

    private static int key(Features features, int feature, int table) {
        return (int) (features.word(feature, 0) >>> (KEY_BITS * table)) & 0xffff;
    }

    /** From the top: 30 bits that are in no key, turn (6), size (4), number of the work (24). */
    private static long entry(Features features, int feature, int ordinal) {
        long signature = features.word(feature, 1) >>> (Long.SIZE - SIGNATURE_BITS);
        long turn = (long) (features.turn(feature) * Vote.TURNS) & (Vote.TURNS - 1);
        long size = Math.max(0, Math.min(Vote.SIZES - 1, features.size(feature) - Features.NATURAL + SIZE_OFFSET));
        return (signature << SIGNATURE_SHIFT) | (turn << Vote.TURN_SHIFT) | (size << Vote.SIZE_SHIFT) | ordinal;
    }
}
