package one.imago.watermark.fingerprint;

import java.util.Arrays;
import one.imago.node.picture.Picture;

/**
 * A picture as 32 x 32 gray levels, by area averaging in whole numbers.
 *
 * <p>Gray is the white paper's luma in 16-bit fixed point, 19595 R + 38470 G + 7471 B (which sum to 65536). Each cell is
 * the mean over the rectangle of the picture that it covers, a pixel on a border counting for the covered fraction:
 * distances are measured in 1/32 of a pixel, so that every weight is a whole number. No rounding happens before the last
 * division, and every sum is exact, so that the order of summation can't matter.
 */
final class GrayThumbnail {
    static final int SIDE = 32;

    private GrayThumbnail() {}

    /** Gray levels 0 to 255, row by row. */
    static double[] of(Picture picture) {
        int width = picture.width();
        int height = picture.height();
        byte[] bgr = picture.bgr();
        long[] totals = new long[SIDE * SIDE];
        // Rows that lie in one row of cells are added up as they are, and weighed once: one addition a sample.
        int[] whole = new int[3 * width];
        int wholeRow = 0;
        for (int y = 0; y < height; y++) {
            int cell = (int) ((long) SIDE * y / height);
            int weight = (int) Math.min(SIDE, (long) height * (cell + 1) - (long) SIDE * y);
            if (cell != wholeRow) {
                addCells(totals, wholeRow, SIDE, whole);
                Arrays.fill(whole, 0);
                wholeRow = cell;
            }
            if (weight == SIDE) {
                addRow(whole, bgr, y);
            } else {
                int[] row = new int[3 * width];
                addRow(row, bgr, y);
                for (int left = SIDE; left > 0; weight = Math.min(left, height)) {
                    addCells(totals, cell++, weight, row);
                    left -= weight;
                }
            }
        }
        addCells(totals, wholeRow, SIDE, whole);
        // Each cell has gathered weight width * height.
        double[] gray = new double[SIDE * SIDE];
        for (int i = 0; i < gray.length; i++) {
            gray[i] = totals[i] / (65536.0 * width * height);
        }
        return gray;
    }

    private static void addRow(int[] sums, byte[] bgr, int y) {
        int at = sums.length * y;
        for (int i = 0; i < sums.length; i++) {
            sums[i] += bgr[at + i] & 0xff;
        }
    }

    /** Sums along the rows, by sample, to one row of cells. */
    private static void addCells(long[] totals, int cellRow, int rowWeight, int[] sums) {
        int width = sums.length / 3;
        // Pixel x covers [32 x, 32 (x + 1)), cell i covers [width i, width (i + 1)), on a line of length 32 width.
        for (int x = 0; x < width; x++) {
            long gray = 7471L * sums[3 * x] + 38470L * sums[3 * x + 1] + 19595L * sums[3 * x + 2];
            int cell = (int) ((long) SIDE * x / width);
            int weight = (int) Math.min(SIDE, (long) width * (cell + 1) - (long) SIDE * x);
            // Several cells when the picture is narrower than 32.
            for (int left = SIDE; left > 0; weight = Math.min(left, width)) {
                totals[SIDE * cellRow + cell++] += (long) rowWeight * weight * gray;
                left -= weight;
            }
        }
    }
}
