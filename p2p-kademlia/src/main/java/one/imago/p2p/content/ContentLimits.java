package one.imago.p2p.content;

/**
 * Room for content.
 *
 * @param quotaBytes for everything that is kept: what was put or pinned here, and replicas
 * @param replicaBytes for replicas, within the quota; they give way to what was put or pinned
 * @param cacheBytes for fetched blocks that nobody keeps, beside the quota
 */
public record ContentLimits(long quotaBytes, long replicaBytes, long cacheBytes) {
    /** A put must find this much room, or replicas give way to it. */
    long headroom() {
        return Math.min(64L << 20, quotaBytes / 4);
    }
}
