package one.imago.watermark.whitepaper;

/**
 * How large a watermark picture a picture carries: M x N = 8s x 4s samples of 8 bits, so that both sides know it by the
 * number of blocks. s is the largest of 3 to 16 for which the bits have one and a half blocks each on average, else 2.
 *
 * @param scale s
 */
record Layout(int scale) {
    static final int MIN_BLOCKS = 1024;
    private static final int MAX_SCALE = 16;

    /** The layout of a picture of at least {@link #MIN_BLOCKS} whole blocks. */
    static Layout of(int width, int height) {
        long blocks = blocks(width, height);
        int scale = 2;
        while (scale < MAX_SCALE && 2 * blocks >= 3L * new Layout(scale + 1).bits()) {
            scale++;
        }
        return new Layout(scale);
    }

    static boolean fits(int width, int height) {
        return blocks(width, height) >= MIN_BLOCKS;
    }

    private static long blocks(int width, int height) {
        return (long) (width / 8) * (height / 8);
    }

    int width() {
        return 8 * scale;
    }

    int height() {
        return 4 * scale;
    }

    int samples() {
        return width() * height();
    }

    /** Length of the bit sequence. */
    int bits() {
        return 8 * samples();
    }
}
