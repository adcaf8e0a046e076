package one.imago.watermark.fingerprint;

import one.imago.node.picture.Picture;

/**
 * A picture as 64 x 64 luma levels, as PDQ shrinks it: blurred by a box along the rows, along the columns, and by both
 * again (together a tent, after Jarosz), then sampled at the centres of the cells.
 *
 * <p>Rows flow through the filters one by one, so that only the rows in reach of the boxes are held, 1/128 of the picture.
 * What is held does not change the sums: each is the one of the reference, which filters the whole picture four times.
 */
final class PdqThumbnail {
    static final int SIDE = 64;
    /** Two passes of half a cell reach over one cell. */
    private static final int HALF_CELLS = 2 * SIDE;

    private final int width;
    private final int height;
    private final float[] blurred;
    private final float[] sampled = new float[SIDE];
    private final float[] levels = new float[SIDE * SIDE];
    private final ColumnBox firstColumns;
    private final ColumnBox secondColumns;
    private int nextCell;

    private PdqThumbnail(int width, int height) {
        this.width = width;
        this.height = height;
        blurred = new float[width];
        secondColumns = new ColumnBox(SIDE, window(height), this::keep);
        firstColumns = new ColumnBox(width, window(height), this::sample);
    }

    /** Luma levels 0 to 255, row by row. */
    static float[] of(Picture picture) {
        return new PdqThumbnail(picture.width(), picture.height()).shrink(picture.bgr());
    }

    private float[] shrink(byte[] bgr) {
        float[] luma = new float[width];
        for (int y = 0; y < height; y++) {
            luma(bgr, y, luma);
            RowBox.blur(luma, blurred, window(width));
            firstColumns.add(blurred);
        }
        firstColumns.finish();
        secondColumns.finish();
        return levels;
    }

    private void luma(byte[] bgr, int y, float[] luma) {
        int at = 3 * width * y;
        for (int x = 0; x < width; x++, at += 3) {
            luma[x] = 0.299f * (bgr[at + 2] & 0xff) + 0.587f * (bgr[at + 1] & 0xff) + 0.114f * (bgr[at] & 0xff);
        }
    }

    /** The second pass; of its rows, only the 64 columns that are sampled go on. */
    private void sample(float[] row, int y) {
        RowBox.blur(row, blurred, window(width));
        for (int i = 0; i < SIDE; i++) {
            sampled[i] = blurred[centre(i, width)];
        }
        secondColumns.add(sampled);
    }

    /** A picture of less than 64 rows gives one row to several cells. */
    private void keep(float[] row, int y) {
        while (nextCell < SIDE && centre(nextCell, height) == y) {
            System.arraycopy(row, 0, levels, SIDE * nextCell, SIDE);
            nextCell++;
        }
    }

    private static int window(int length) {
        return (length + HALF_CELLS - 1) / HALF_CELLS;
    }

    private static int centre(int cell, int length) {
        return (int) ((2L * cell + 1) * length / HALF_CELLS);
    }
}
