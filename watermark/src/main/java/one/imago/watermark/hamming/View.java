package one.imago.watermark.hamming;

import java.util.ArrayList;
import java.util.List;

/**
 * What a search reads: every code stands either in one table of each chunk, or in one run. Immutable; the end of the last
 * run is filled behind the reader's back.
 *
 * @param tables of each chunk, the larger ones first
 * @param runs in the order in which they were filled
 * @param lastSize codes in the last run
 * @param size codes in all
 * @param items by ordinal
 */
record View(List<List<ChunkTable>> tables, List<Run> runs, int lastSize, int size, Items items) {
    static View empty(int chunks) {
        List<List<ChunkTable>> tables = new ArrayList<>();
        for (int i = 0; i < chunks; i++) {
            tables.add(List.of());
        }
        return new View(List.copyOf(tables), List.of(), 0, 0, Items.NONE);
    }

    View withCode(long code, int row) {
        List<Run> grown = runs;
        int at = lastSize;
        if (runs.isEmpty() || lastSize == Run.CAPACITY) {
            grown = new ArrayList<>(runs);
            grown.add(new Run());
            grown = List.copyOf(grown);
            at = 0;
        }
        grown.get(grown.size() - 1).set(at, code, row);
        return new View(tables, grown, at + 1, size + 1, items);
    }

    View withItem(long item) {
        return new View(tables, runs, lastSize, size, items.with(item));
    }

    /** The same, its oldest runs sorted into tables, one a chunk. */
    View withSorted(List<ChunkTable> sorted, int sortedRuns) {
        List<List<ChunkTable>> grown = new ArrayList<>();
        for (int chunk = 0; chunk < sorted.size(); chunk++) {
            List<ChunkTable> of = new ArrayList<>(tables.get(chunk));
            of.add(sorted.get(chunk));
            grown.add(List.copyOf(of));
        }
        List<Run> left = List.copyOf(runs.subList(sortedRuns, runs.size()));
        return new View(List.copyOf(grown), left, left.isEmpty() ? 0 : lastSize, size, items);
    }

    /** The same, the tables of a chunk from {@code from} to {@code to} replaced by one. */
    View withMerged(int chunk, int from, int to, ChunkTable merged) {
        List<ChunkTable> of = new ArrayList<>(tables.get(chunk).subList(0, from));
        of.add(merged);
        of.addAll(tables.get(chunk).subList(to, tables.get(chunk).size()));
        List<List<ChunkTable>> changed = new ArrayList<>(tables);
        changed.set(chunk, List.copyOf(of));
        return new View(List.copyOf(changed), runs, lastSize, size, items);
    }

    int fullRuns() {
        return lastSize == Run.CAPACITY ? runs.size() : Math.max(0, runs.size() - 1);
    }

    long bytes() {
        long bytes = items.bytes() + (long) runs.size() * Run.CAPACITY * (Long.BYTES + Integer.BYTES);
        for (List<ChunkTable> of : tables) {
            for (ChunkTable table : of) {
                bytes += table.bytes();
            }
        }
        return bytes;
    }
}
