package one.imago.watermark.hamming;

import java.util.Arrays;

/** The items by ordinal, in pages that never move. Immutable but for the end of the last page, which readers don't read. */
final class Items {
    static final Items NONE = new Items(new long[0][], 0);

    private static final int PAGE_BITS = 12;
    private static final int PAGE = 1 << PAGE_BITS;

    private final long[][] pages;
    private final int size;

    private Items(long[][] pages, int size) {
        this.pages = pages;
        this.size = size;
    }

    /** These and one more, whose ordinal is their number. */
    Items with(long item) {
        long[][] grown = pages;
        if (size == pages.length << PAGE_BITS) {
            grown = Arrays.copyOf(pages, pages.length + 1);
            grown[pages.length] = new long[PAGE];
        }
        grown[size >> PAGE_BITS][size & (PAGE - 1)] = item;
        return new Items(grown, size + 1);
    }

    long get(int ordinal) {
        return pages[ordinal >> PAGE_BITS][ordinal & (PAGE - 1)];
    }

    int size() {
        return size;
    }

    long bytes() {
        return (long) Long.BYTES * PAGE * pages.length;
    }
}
