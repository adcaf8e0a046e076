package one.imago.p2p.kad;

import java.util.Arrays;

/**
 * How many servers the network has, from how near the nearest are to places that this node chose at random. A median of
 * many places, so that a crowd on some of them moves it little.
 *
 * <p>Owned by one thread.
 */
final class NetworkSize {
    private static final int REMEMBERED = 16;

    private final double[] estimates = new double[REMEMBERED];
    private int count;

    /**
     * Learns from one lookup to a random place.
     *
     * @param found how many answered there, at least 1; fewer than {@code k} means that there are no more
     * @param farthest distance of the farthest of them, as a part of the keyspace
     */
    void learn(int found, int k, double farthest) {
        double estimate = found < k ? found : Math.max(found, (k - 1) / Math.max(farthest, 0x1.0p-50));
        estimates[count++ % REMEMBERED] = estimate;
    }

    /** Servers in the network; 0 before anything was learnt. */
    double estimate() {
        int known = Math.min(count, REMEMBERED);
        if (known == 0) {
            return 0;
        }
        double[] sorted = Arrays.copyOf(estimates, known);
        Arrays.sort(sorted);
        return sorted[known / 2];
    }
}
