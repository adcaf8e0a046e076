package one.imago.p2p.yamux;

/**
 * What one peer may cost.
 *
 * @param inboundStreams streams opened by the peer that are open at once; more are reset
 * @param streamsPerSecond streams that the peer may open in a second in the long run; above it the connection ends
 * @param streamBurst streams that it may open at once before that counts
 * @param bufferedBytes bytes on all streams of the connection that nobody has read yet; above it streams are reset
 * @param stallMillis how long a write may wait for the peer before its stream is reset
 * @param shared bytes that nobody has read yet on all connections together
 */
public record YamuxLimits(
        int inboundStreams,
        int streamsPerSecond,
        int streamBurst,
        int bufferedBytes,
        long stallMillis,
        BufferBudget shared) {
    public static YamuxLimits standard() {
        return new YamuxLimits(256, 500, 2_000, 8 << 20, 30_000, new BufferBudget(128L << 20));
    }
}
