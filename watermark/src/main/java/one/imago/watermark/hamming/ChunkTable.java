package one.imago.watermark.hamming;

import java.util.Arrays;
import java.util.List;

/**
 * Codes sorted by the value of one chunk: the codes with value b stand from {@code starts[b]} to {@code starts[b + 1]}.
 * Whole codes are kept beside the rows, so that a bucket is read in one stretch and nothing is looked up for a code that
 * is too far. 12 bytes a code. Immutable.
 */
final class ChunkTable {
    /** Buckets that are fetched together, and codes in what the memory fetches at once: 64 bytes. */
    private static final int TOGETHER = 4;

    private static final int LINE = 8;
    /** No more of a crowded bucket is fetched ahead than this. */
    private static final int MOST_AHEAD = 1024;

    private final int[] starts;
    private final long[] codes;
    private final int[] rows;

    private ChunkTable(int[] starts, long[] codes, int[] rows) {
        this.starts = starts;
        this.codes = codes;
        this.rows = rows;
    }

    /** Sorts runs, all of them full but the last, which has {@code lastSize} codes. */
    static ChunkTable of(Chunks chunks, int chunk, List<Run> runs, int lastSize) {
        int[] starts = new int[chunks.buckets(chunk) + 1];
        for (int i = 0; i < runs.size(); i++) {
            long[] codes = runs.get(i).codes;
            int size = i < runs.size() - 1 ? Run.CAPACITY : lastSize;
            for (int j = 0; j < size; j++) {
                starts[chunks.bucket(chunk, codes[j]) + 1]++;
            }
        }
        for (int bucket = 1; bucket < starts.length; bucket++) {
            starts[bucket] += starts[bucket - 1];
        }
        int total = starts[starts.length - 1];
        int[] next = Arrays.copyOf(starts, starts.length - 1);
        long[] codes = new long[total];
        int[] rows = new int[total];
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            int size = i < runs.size() - 1 ? Run.CAPACITY : lastSize;
            for (int j = 0; j < size; j++) {
                int at = next[chunks.bucket(chunk, run.codes[j])]++;
                codes[at] = run.codes[j];
                rows[at] = run.rows[j];
            }
        }
        return new ChunkTable(starts, codes, rows);
    }

    /** All codes of tables of the same chunk, bucket by bucket. */
    static ChunkTable merge(List<ChunkTable> tables) {
        int buckets = tables.get(0).starts.length - 1;
        int total = 0;
        for (ChunkTable table : tables) {
            total += table.size();
        }
        int[] starts = new int[buckets + 1];
        long[] codes = new long[total];
        int[] rows = new int[total];
        int at = 0;
        for (int bucket = 0; bucket < buckets; bucket++) {
            for (ChunkTable table : tables) {
                int from = table.starts[bucket];
                int count = table.starts[bucket + 1] - from;
                System.arraycopy(table.codes, from, codes, at, count);
                System.arraycopy(table.rows, from, rows, at, count);
                at += count;
            }
            starts[bucket + 1] = at;
        }
        return new ChunkTable(starts, codes, rows);
    }

    int size() {
        return codes.length;
    }

    long bytes() {
        return (long) Integer.BYTES * starts.length + (long) (Long.BYTES + Integer.BYTES) * codes.length;
    }

    /** Offers the codes in the first {@code flipCount} buckets around a query. */
    void search(int bucket, int[] flips, int flipCount, Nearest nearest) {
        for (int from = 0; from < flipCount; from += TOGETHER) {
            int to = Math.min(from + TOGETHER, flipCount);
            nearest.read |= touch(bucket, flips, from, to);
            for (int i = from; i < to; i++) {
                int near = bucket ^ flips[i];
                scan(codes, rows, starts[near], starts[near + 1], nearest);
            }
        }
    }

    /**
     * Reads one code in every line of some buckets. The processor has all of these reads under way at once, while the scan
     * waits for them one by one: half of the time of a search in ten million codes.
     */
    private long touch(int bucket, int[] flips, int from, int to) {
        long read = 0;
        for (int i = from; i < to; i++) {
            int near = bucket ^ flips[i];
            int end = Math.min(starts[near + 1], starts[near] + MOST_AHEAD);
            for (int j = starts[near]; j < end; j += LINE) {
                read |= codes[j];
            }
        }
        return read;
    }

    /** Offers every code. */
    void scan(Nearest nearest) {
        scan(codes, rows, 0, codes.length, nearest);
    }

    static void scan(long[] codes, int[] rows, int from, int to, Nearest nearest) {
        long query = nearest.query();
        for (int i = next(codes, from, to, query, nearest.bound());
                i < to;
                i = next(codes, i + 1, to, query, nearest.bound())) {
            nearest.offer(rows[i], Long.bitCount(codes[i] ^ query));
        }
    }

    /** The hot loop by itself, so that it is compiled well: the next index with a near code, or {@code to}. */
    private static int next(long[] codes, int from, int to, long query, int bound) {
        for (int i = from; i < to; i++) {
            if (Long.bitCount(codes[i] ^ query) <= bound) {
                return i;
            }
        }
        return to;
    }
}
