package one.imago.watermark.whitepaper;

/**
 * The logistic map x' = mu x (1 - x) with mu = 4 - 2^-20, in 64-bit fixed point, so that every machine walks the same
 * orbit. x is an unsigned 64-bit fraction of one.
 *
 * <p>The orbit is dynamic: after every {@value #STIRRED} values a word of the key is added to it, so that it can't fall
 * into one of the short cycles that a map of finite precision has. It is nudged off 0 and off a fixed point, and its
 * first 256 values are thrown away: neighbouring starts part by about one bit a step. This hides a pattern; it is not a
 * cipher, which is why the start comes from a key derivation and the docs promise nothing of secrecy.
 */
final class LogisticMap {
    static final int STIRRED = 16;
    private static final int TRANSIENT = 256;
    private static final int MU_SHIFT = 20;
    private static final long NUDGE = 0x5851f42d4c957f2dL;

    private final long stir;
    private long x;
    private int values;

    /**
     * @param start of the orbit
     * @param stir added to it now and then
     */
    LogisticMap(long start, long stir) {
        this.x = start;
        this.stir = stir;
        for (int i = 0; i < TRANSIENT; i++) {
            next();
        }
    }

    /** The next point of the orbit. */
    long next() {
        // -x is 1 - x. The product is at most a quarter, so that times four fits but for x = 1/2, where it wraps to
        // 0 and the subtraction wraps it back.
        long product = unsignedHigh(x, -x);
        long stepped = (product << 2) - (product >>> MU_SHIFT);
        if (stepped == 0 || stepped == x) {
            stepped ^= NUDGE;
        }
        values++;
        x = values % STIRRED == 0 ? stepped + stir : stepped;
        return stepped;
    }

    /** Eight bits of the next point: from its middle, since the map's density is that of an arcsine at the top. */
    int nextByte() {
        return (int) (next() >>> 24) & 0xff;
    }

    private static long unsignedHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }
}
