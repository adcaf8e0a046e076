package one.imago.watermark.hamming;

/** What stands beside a code: the ordinal of its item and its place among the item's codes, in one number. */
final class Rows {
    static final int MOST_PARTS = 16;
    static final int MOST_ITEMS = 1 << 27;

    private Rows() {}

    static int row(int ordinal, int part) {
        return (ordinal << 4) | part;
    }

    static int ordinal(int row) {
        return row >>> 4;
    }

    static int part(int row) {
        return row & (MOST_PARTS - 1);
    }
}
