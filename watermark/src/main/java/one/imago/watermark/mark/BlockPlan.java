package one.imago.watermark.mark;

/**
 * What the second logistic map decides, block after block in rows from the top left: the channel, the coefficient and
 * the dither.
 */
final class BlockPlan {
    private static final int[][] FREQUENCIES = {{1, 2}, {2, 1}, {2, 2}, {1, 3}};
    private static final float[][] BASES = bases();

    /** The map's density is that of sin^2 of a uniform angle: it is below 1/4 a third of the time, and above 3/4. */
    private static final long QUARTER = 1L << 62;

    /** Coprime to the number of coded bits, so that every neighbourhood holds all of them. */
    private static final int ROW_SHIFT = 71;

    private final LogisticMap map;
    private long x;

    BlockPlan(MarkKey key) {
        map = new LogisticMap(key.group(1));
    }

    void next() {
        x = map.next();
    }

    /** Which coded bit a block carries. */
    static int codedBit(int bx, int by) {
        return (int) ((bx + (long) ROW_SHIFT * by) % PayloadCode.CODED_BITS);
    }

    /** 0 = blue, 1 = green, 2 = red. */
    int channel() {
        if (Long.compareUnsigned(x, QUARTER) < 0) {
            return 2;
        }
        return Long.compareUnsigned(x, 3 * QUARTER) < 0 ? 1 : 0;
    }

    /** The orthonormal pattern of the coefficient, 64 values row by row. */
    float[] basis() {
        return BASES[(int) (x >>> 40) & 3];
    }

    /** Offset of the lattice, uniform in one step. */
    float dither() {
        return WhitepaperScheme.STEP * ((x >>> 16) & 0xffff) / 65536f;
    }

    private static float[][] bases() {
        float[][] bases = new float[FREQUENCIES.length][64];
        for (int i = 0; i < bases.length; i++) {
            for (int y = 0; y < 8; y++) {
                for (int x = 0; x < 8; x++) {
                    // No frequency is 0, so that the norm is 1/2 each way.
                    bases[i][8 * y + x] = (float) (0.25
                            * StrictMath.cos(StrictMath.PI * FREQUENCIES[i][0] * (2 * x + 1) / 16)
                            * StrictMath.cos(StrictMath.PI * FREQUENCIES[i][1] * (2 * y + 1) / 16));
                }
            }
        }
        return bases;
    }
}
