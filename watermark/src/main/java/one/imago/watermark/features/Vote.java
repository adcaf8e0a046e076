package one.imago.watermark.features;

import java.util.Arrays;

/** A vote for a work, packed so that sorting brings those for one work together: work, turn, size, feature. */
final class Vote {
    static final int TURNS = 64;
    static final int SIZES = 16;
    static final int TURN_SHIFT = 28;
    static final int SIZE_SHIFT = 24;

    private static final long WORKS = FeatureIndex.CAPACITY - 1L;
    private static final int WORK_AT = 40;
    private static final int TURN_AT = 32;
    private static final int SIZE_AT = 24;
    private static final int FEATURES = (1 << SIZE_AT) - 1;
    /** A sixteenth of a turn either way. */
    private static final int TURN_TOLERANCE = 4;

    private static final int SIZE_TOLERANCE = 2;

    private Vote() {}

    /**
     * @param entry of the work
     * @param asked entry of the feature that looks alike
     * @param feature its number
     */
    static long of(long entry, long asked, int feature) {
        long turn = ((entry >>> TURN_SHIFT) - (asked >>> TURN_SHIFT)) & (TURNS - 1);
        long size = ((entry >>> SIZE_SHIFT) & (SIZES - 1)) - ((asked >>> SIZE_SHIFT) & (SIZES - 1)) + SIZES;
        return ((entry & WORKS) << WORK_AT) | (turn << TURN_AT) | (size << SIZE_AT) | feature;
    }

    static int work(long vote) {
        return (int) (vote >>> WORK_AT);
    }

    /** The most votes for one work that agree on turn and size. */
    static int agreeing(long[] votes, int from, int to, byte[] cells) {
        int best = 0;
        byte[] inCell = new byte[FeatureIndex.CELLS * FeatureIndex.CELLS];
        long[] seen = new long[(cells.length + Long.SIZE - 1) / Long.SIZE];
        long last = -1;
        for (int leader = from; leader < to; leader++) {
            long pose = votes[leader] & (0xffffL << SIZE_AT);
            if (pose == last) {
                continue;
            }
            last = pose;
            Arrays.fill(inCell, (byte) 0);
            Arrays.fill(seen, 0);
            int sum = 0;
            for (int i = from; i < to; i++) {
                int feature = (int) votes[i] & FEATURES;
                if (agree(votes[leader], votes[i]) && (seen[feature >> 6] & (1L << feature)) == 0) {
                    seen[feature >> 6] |= 1L << feature;
                    if (inCell[cells[feature]]++ < FeatureIndex.VOTES_PER_CELL) {
                        sum++;
                    }
                }
            }
            best = Math.max(best, sum);
        }
        return best;
    }

    private static boolean agree(long a, long b) {
        int turn = (int) ((a >>> TURN_AT) - (b >>> TURN_AT)) & (TURNS - 1);
        int size = (int) ((a >>> SIZE_AT) & 0xff) - (int) ((b >>> SIZE_AT) & 0xff);
        return Math.min(turn, TURNS - turn) <= TURN_TOLERANCE && Math.abs(size) <= SIZE_TOLERANCE;
    }
}
