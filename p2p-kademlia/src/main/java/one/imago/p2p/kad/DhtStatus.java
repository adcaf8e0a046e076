package one.imago.p2p.kad;

import java.time.Duration;
import java.util.List;

/**
 * How a node's DHT is doing.
 *
 * @param peers in the routing table
 * @param buckets peers in each bucket, beginning with the half of the keyspace that is not the node's own
 * @param networkSize estimated servers in the network, 0 when unknown
 * @param providerRecords kept for others
 * @param valueRecords kept for others
 * @param publications that this node publishes again and again
 * @param waiting publications that have not found a keeper yet
 * @param lag how far the oldest publication is behind its time
 * @param lookups started since the start
 * @param refused requests that were turned away
 */
public record DhtStatus(
        int peers,
        List<Integer> buckets,
        double networkSize,
        int providerRecords,
        int valueRecords,
        int publications,
        int waiting,
        Duration lag,
        long lookups,
        long refused) {
    static final DhtStatus EMPTY = new DhtStatus(0, List.of(), 0, 0, 0, 0, 0, Duration.ZERO, 0, 0);
}
