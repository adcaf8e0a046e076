package one.imago.watermark.fingerprint;

/**
 * The pHashes, version 1, of eight parts of a picture, by which its usual crops find it: four around its centre, 84, 70,
 * 59 and 50 % of each side, and 84 % from each corner. Computed from 64 x 64 gray levels of the whole; the parts lie on
 * its lines. Measured in docs/search.md: they find what the whole frame's code does not.
 */
public final class CropCodes {
    /** Levels on either side of the grid that is cut. */
    public static final int GRID = 64;
    /** Left, top, side in levels. */
    private static final int[][] PARTS = {
        {5, 5, 54}, {9, 9, 45}, {13, 13, 38}, {16, 16, 32}, {0, 0, 54}, {10, 0, 54}, {0, 10, 54}, {10, 10, 54}
    };

    /** How many parts there are. */
    public static final int COUNT = PARTS.length;

    private CropCodes() {}

    /**
     * @param levels 64 x 64 gray levels as unsigned bytes, row by row
     * @return a code for each part
     */
    public static long[] of(byte[] levels) {
        if (levels.length != GRID * GRID) {
            throw new IllegalArgumentException(levels.length + " gray levels");
        }
        long[] codes = new long[COUNT];
        for (int i = 0; i < COUNT; i++) {
            codes[i] = PerceptualHash.median(cut(levels, PARTS[i][0], PARTS[i][1], PARTS[i][2]));
        }
        return codes;
    }

    /** A square part as 32 x 32 area averages: distances are in 1/32 of a level, so that all weights are whole numbers. */
    private static double[] cut(byte[] levels, int left, int top, int side) {
        int cells = GrayThumbnail.SIDE;
        double[] gray = new double[cells * cells];
        for (int j = 0; j < cells; j++) {
            for (int i = 0; i < cells; i++) {
                long sum = 0;
                for (int y = side * j / cells; cells * y < side * (j + 1); y++) {
                    for (int x = side * i / cells; cells * x < side * (i + 1); x++) {
                        int level = levels[GRID * (top + y) + left + x] & 0xff;
                        sum += (long) overlap(x, i, side) * overlap(y, j, side) * level;
                    }
                }
                gray[cells * j + i] = sum / (double) (side * side);
            }
        }
        return gray;
    }

    /** Of level x, which covers [32 x, 32 (x + 1)), with cell i, which covers [side i, side (i + 1)). */
    private static int overlap(int x, int i, int side) {
        int cells = GrayThumbnail.SIDE;
        return Math.min(cells * (x + 1), side * (i + 1)) - Math.max(cells * x, side * i);
    }
}
