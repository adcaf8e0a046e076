package one.imago.p2p.simulation;

import java.util.Arrays;

/**
 * What a simulation saw. A lookup succeeds when the true provider is among what it finds; false ones are told apart by
 * fetching, as a node does.
 *
 * @param lookups that were made
 * @param found that succeeded
 * @param hops of those that succeeded, ascending: 0 for the node's own records, 1 for a peer of its table, and so on
 * @param millis virtual milliseconds until those were found, ascending
 * @param keepers peers that were told of each key, mean
 * @param messagesPerLookup requests sent while lookups ran, by everybody, a lookup
 * @param heapBytes in use after a collection, with the whole network in it
 * @param startSeconds of the machine's time until all nodes had joined
 * @param seconds of the machine's time for all of it
 */
public record SimulationReport(
        int lookups,
        int found,
        int[] hops,
        int[] millis,
        double keepers,
        double messagesPerLookup,
        long heapBytes,
        double startSeconds,
        double seconds) {
    public SimulationReport {
        hops = hops.clone();
        millis = millis.clone();
        Arrays.sort(hops);
        Arrays.sort(millis);
    }

    public double success() {
        return (double) found / lookups;
    }

    /**
     * The value that this part of the lookups does not exceed; -1 when none succeeded.
     *
     * @param sorted {@link #hops} or {@link #millis}
     */
    public static int percentile(int[] sorted, double part) {
        return sorted.length == 0 ? -1 : sorted[Math.min(sorted.length - 1, (int) Math.ceil(part * sorted.length) - 1)];
    }
}
