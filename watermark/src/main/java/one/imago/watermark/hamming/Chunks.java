package one.imago.watermark.hamming;

import java.util.Arrays;

/**
 * How a code is cut. If two codes differ in at most r bits and are cut into m chunks, r = m a + b with b < m, then one of
 * the first b + 1 chunks differs in at most a bits or one of the others in at most a − 1: otherwise they differed in
 * (b + 1)(a + 1) + (m − b − 1) a = r + 1 bits at least.
 */
final class Chunks {
    /** More flipped bits in one chunk than this are not listed: a scan of everything is as good. */
    private static final int MOST_FLIPS = 3;

    private final int[] shifts;
    private final int[] widths;
    private final int[][] flips;
    private final int[][] ends;

    Chunks(int count) {
        shifts = new int[count];
        widths = new int[count];
        flips = new int[count][];
        ends = new int[count][];
        int shift = 0;
        for (int t = 0; t < count; t++) {
            widths[t] = (Long.SIZE - shift) / (count - t);
            shifts[t] = shift;
            shift += widths[t];
            flips[t] = upToMost(widths[t]);
            ends[t] = new int[MOST_FLIPS + 1];
            for (int flip : flips[t]) {
                for (int weight = Integer.bitCount(flip); weight <= MOST_FLIPS; weight++) {
                    ends[t][weight]++;
                }
            }
        }
    }

    /** Every number of at most {@value #MOST_FLIPS} bits, fewer bits first. */
    private static int[] upToMost(int width) {
        int[] flips = {0};
        int done = 0;
        for (int weight = 1; weight <= MOST_FLIPS; weight++) {
            int end = flips.length;
            for (; done < end; done++) {
                int lighter = flips[done];
                int above = Integer.SIZE - Integer.numberOfLeadingZeros(lighter);
                int at = flips.length;
                flips = Arrays.copyOf(flips, at + width - above);
                for (int bit = above; bit < width; bit++) {
                    flips[at++] = lighter | (1 << bit);
                }
            }
        }
        return flips;
    }

    int count() {
        return shifts.length;
    }

    int buckets(int chunk) {
        return 1 << widths[chunk];
    }

    int bucket(int chunk, long code) {
        return (int) (code >>> shifts[chunk]) & (buckets(chunk) - 1);
    }

    /** Whether codes within this distance can be listed bucket by bucket. */
    boolean listable(int radius) {
        return radius / count() <= MOST_FLIPS;
    }

    /** What a bucket is XORed with to get those that must be read, the first {@link #flipCount} of them. */
    int[] flips(int chunk) {
        return flips[chunk];
    }

    /** How many buckets of a chunk hold every code that this chunk has to find; 0 when others find them all. */
    int flipCount(int chunk, int radius) {
        int flipped = radius / count() - (chunk <= radius % count() ? 0 : 1);
        return flipped < 0 ? 0 : ends[chunk][flipped];
    }
}
