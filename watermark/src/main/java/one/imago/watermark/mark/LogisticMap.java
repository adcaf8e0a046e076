package one.imago.watermark.mark;

/**
 * The logistic map x' = mu x (1 - x) with mu = 4 - 2^-20, in 64-bit fixed point, so that every machine walks the same
 * orbit. x is an unsigned 64-bit fraction of one.
 *
 * <p>The start is the forty bits of a key group followed by a constant tail, which keeps it off 0, 1/2 and 1 and keeps a
 * key and its complement from starting on mirrored points. The first 256 steps are thrown away: neighbouring starts part
 * by about one bit a step. The orbit is nudged off 0 and off a fixed point. This hides a pattern; it is not a cipher.
 */
final class LogisticMap {
    private static final int TRANSIENT = 256;
    private static final int MU_SHIFT = 20;
    private static final long TAIL = 0x9e3779L;
    private static final long NUDGE = 0x5851f42d4c957f2dL;

    private long x;

    LogisticMap(long group) {
        x = (group << 24) | TAIL;
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
        x = stepped;
        return stepped;
    }

    /** The next bit: whether the orbit is in the upper half. The map's density is symmetric, so both are as likely. */
    int nextBit() {
        return (int) (next() >>> 63);
    }

    private static long unsignedHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }
}
