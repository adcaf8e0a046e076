package one.imago.watermark.hamming;

/** Codes in the order in which they came, to be scanned. Filled by one thread; a reader knows how far it may read. */
final class Run {
    /** Scanned in about 15 microseconds. */
    static final int CAPACITY = 1 << 15;

    final long[] codes = new long[CAPACITY];
    final int[] rows = new int[CAPACITY];

    void set(int at, long code, int row) {
        codes[at] = code;
        rows[at] = row;
    }
}
