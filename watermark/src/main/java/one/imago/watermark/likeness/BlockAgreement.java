package one.imago.watermark.likeness;

/**
 * How much of two whole pictures agrees, block by block. Each grid of luminance is cut into 64 blocks; a block that has
 * texture in either picture agrees when the normalised correlation of the two is at least {@link #AGREES}. A change of
 * brightness or contrast leaves the correlation of a block alone; another picture does not.
 *
 * @param blocks blocks with texture; flat ones say nothing and are not counted
 * @param agreeing how many of them agree
 */
public record BlockAgreement(int blocks, int agreeing) {
    static final int BLOCK = 8;
    /** Standard deviation, in gray levels, from which a block has texture. */
    static final double TEXTURE = 3;

    static final double AGREES = 0.7;

    public static BlockAgreement of(Sketch a, Sketch b) {
        int blocks = 0;
        int agreeing = 0;
        for (int y = 0; y < Sketch.SIDE; y += BLOCK) {
            for (int x = 0; x < Sketch.SIDE; x += BLOCK) {
                double correlation = correlation(a, b, x, y);
                if (!Double.isNaN(correlation)) {
                    blocks++;
                    agreeing += correlation >= AGREES ? 1 : 0;
                }
            }
        }
        return new BlockAgreement(blocks, agreeing);
    }

    /** Share of the textured blocks that agree; 0 when there is no texture. */
    public double share() {
        return blocks == 0 ? 0 : agreeing / (double) blocks;
    }

    /** NaN when neither block has texture, 0 when only one has. */
    private static double correlation(Sketch a, Sketch b, int left, int top) {
        long sumA = 0;
        long sumB = 0;
        long squareA = 0;
        long squareB = 0;
        long product = 0;
        for (int y = top; y < top + BLOCK; y++) {
            for (int x = left; x < left + BLOCK; x++) {
                int va = a.luminance(x, y);
                int vb = b.luminance(x, y);
                sumA += va;
                sumB += vb;
                squareA += (long) va * va;
                squareB += (long) vb * vb;
                product += (long) va * vb;
            }
        }
        double n = BLOCK * BLOCK;
        double varianceA = squareA / n - (sumA / n) * (sumA / n);
        double varianceB = squareB / n - (sumB / n) * (sumB / n);
        double texture = TEXTURE * TEXTURE;
        if (varianceA < texture && varianceB < texture) {
            return Double.NaN;
        }
        double spread = Math.sqrt(varianceA * varianceB);
        return spread < 1e-9 ? 0 : (product / n - (sumA / n) * (sumB / n)) / spread;
    }
}
