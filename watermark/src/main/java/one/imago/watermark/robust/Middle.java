package one.imago.watermark.robust;

/**
 * The rows in the middle of a picture that say enough of a large one: three megapixels of them.
 *
 * @param from first row
 * @param to row after the last
 */
record Middle(int from, int to) {
    private static final int PIXELS = 3_000_000;

    static Middle of(Canvas canvas) {
        int rows = Math.min(canvas.height(), Math.max(1, PIXELS / canvas.width()));
        int from = (canvas.height() - rows) / 2;
        return new Middle(from, from + rows);
    }

    /** How many of some rows lie in the middle, counted from the first that does. */
    int shared(int y, int rows) {
        return Math.max(0, Math.min(to, y + rows) - Math.max(from, y));
    }
}
