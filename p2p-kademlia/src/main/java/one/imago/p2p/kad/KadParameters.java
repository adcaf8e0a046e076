package one.imago.p2p.kad;

import java.time.Duration;

/**
 * Every tuned number of the DHT. docs/p2p.md has the measurements behind them.
 *
 * @param k bucket size, and copies of a record
 * @param puzzle what a server's id must solve
 * @param table limits of the routing table
 * @param lookup limits of a lookup
 * @param records limits of what is kept for others
 */
public record KadParameters(int k, IdPuzzle puzzle, Table table, Lookups lookup, Records records) {
    /**
     * The routing table.
     *
     * @param groupPerBucket peers of one IP group in a bucket
     * @param groupPerTable peers of one IP group in the table
     * @param localExempt whether loopback and private addresses are exempt from both: on dev and local networks
     * @param tolerated failures in a row after which a peer leaves the table
     * @param stale silence after which a peer is asked whether it lives, and a bucket is refreshed
     * @param upkeep how often silence is looked for
     */
    public record Table(
            int groupPerBucket,
            int groupPerTable,
            boolean localExempt,
            int tolerated,
            Duration stale,
            Duration upkeep) {}

    /**
     * Lookups.
     *
     * @param alpha questions that are open on one path at a time
     * @param paths disjoint paths of a lookup
     * @param region most peers that a record is stored at or asked from when a crowd sits on its key
     * @param crowding how many times denser than the network the peers around a key must be to count as a crowd
     * @param patience with one peer
     * @param deadline of one lookup, with the widening that a crowd makes necessary
     * @param atOnce lookups that run at a time; more wait
     */
    public record Lookups(
            int alpha, int paths, int region, double crowding, Duration patience, Duration deadline, int atOnce) {
        /** As wide as this. */
        public Lookups withWidth(int newAlpha, int newPaths) {
            return new Lookups(newAlpha, newPaths, region, crowding, patience, deadline, atOnce);
        }
    }

    /**
     * What is kept and done for others.
     *
     * @param providers most provider records
     * @param providersPerKey most providers of one content
     * @param providersPerPeer most provider records of one peer
     * @param values most value records
     * @param expiry life of a record
     * @param republish age at which a node publishes its own again
     * @param requests questions a second from one peer, over a minute
     * @param writes records a second from one peer, over a minute
     */
    public record Records(
            int providers,
            int providersPerKey,
            int providersPerPeer,
            int values,
            Duration expiry,
            Duration republish,
            int requests,
            int writes) {}

    /** For a network whose servers solve the default puzzle. */
    public static KadParameters standard() {
        return new KadParameters(
                20,
                IdPuzzle.standard(),
                new Table(2, 3, false, 2, Duration.ofHours(1), Duration.ofMinutes(10)),
                new Lookups(1, 8, 128, 2.5, Duration.ofSeconds(5), Duration.ofSeconds(60), 64),
                new Records(65_536, 64, 4_096, 16_384, Duration.ofHours(48), Duration.ofHours(22), 50, 20));
    }

    /** With another puzzle; the public kad protocol has none. */
    public KadParameters with(IdPuzzle other) {
        return new KadParameters(k, other, table, lookup, records);
    }

    public KadParameters with(Table other) {
        return new KadParameters(k, puzzle, other, lookup, records);
    }

    public KadParameters with(Lookups other) {
        return new KadParameters(k, puzzle, table, other, records);
    }

    /** With loopback and private addresses exempt from the limits of IP groups. */
    public KadParameters forLocalNetwork() {
        return with(
                new Table(table.groupPerBucket, table.groupPerTable, true, table.tolerated, table.stale, table.upkeep));
    }
}
