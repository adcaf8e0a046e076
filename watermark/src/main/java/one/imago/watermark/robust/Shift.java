package one.imago.watermark.robust;

/**
 * Where the tile of an id stands, in pixels: what the reader finds at (x, y) of the layout stands at (-x, -y) of the
 * picture, modulo the tile. It differs from id to id, so that two marks in one picture can be told apart, and so that
 * the mean of many marked pictures does not show the pilots.
 */
record Shift(int x, int y) {
    static Shift of(long id) {
        long crc = IdCode.crc(id);
        return new Shift((int) (crc & (Layout.TILE - 1)), (int) (crc >> 7 & (Layout.TILE - 1)));
    }
}
