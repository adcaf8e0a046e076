package one.imago.watermark.fingerprint;

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
        long[] rowCells = new long[SIDE];
        // Pixel x covers [32 x, 32 (x + 1)), cell i covers [width i, width (i + 1)), on a line of length 32 width.
        int[] firstCell = new int[width];
        int[] firstWeight = new int[width];
        for (int x = 0; x < width; x++) {
            firstCell[x] = (int) ((long) SIDE * x / width);
            firstWeight[x] = (int) Math.min(SIDE, (long) width * (firstCell[x] + 1) - (long) SIDE * x);
        }
        for (int y = 0; y < height; y++) {
            java.util.Arrays.fill(rowCells, 0);
            int at = 3 * width * y;
            for (int x = 0; x < width; x++, at += 3) {
                int gray = 7471 * (bgr[at] & 0xff) + 38470 * (bgr[at + 1] & 0xff) + 19595 * (bgr[at + 2] & 0xff);
                int cell = firstCell[x];
                int weight = firstWeight[x];
                rowCells[cell] += (long) weight * gray;
                if (weight < SIDE) {
                    spread(rowCells, cell + 1, SIDE - weight, width, gray);
                }
            }
            addRow(totals, rowCells, y, height);
        }
        // Each cell has gathered weight width * height.
        double[] gray = new double[SIDE * SIDE];
        for (int i = 0; i < gray.length; i++) {
            gray[i] = totals[i] / (65536.0 * width * height);
        }
        return gray;
    }

    /** The rest of a pixel that reaches over its first cell; several cells when the picture is narrower than 32. */
    private static void spread(long[] cells, int from, int rest, int cellWidth, int gray) {
        int cell = from;
        int left = rest;
        while (left > 0) {
            int weight = Math.min(left, cellWidth);
            cells[cell++] += (long) weight * gray;
            left -= weight;
        }
    }

    private static void addRow(long[] totals, long[] rowCells, int y, int height) {
        int cell = (int) ((long) SIDE * y / height);
        int left = SIDE;
        int weight = (int) Math.min(SIDE, (long) height * (cell + 1) - (long) SIDE * y);
        while (left > 0) {
            for (int i = 0; i < SIDE; i++) {
                totals[SIDE * cell + i] += weight * rowCells[i];
            }
            cell++;
            left -= weight;
            weight = Math.min(left, height);
        }
    }
}
