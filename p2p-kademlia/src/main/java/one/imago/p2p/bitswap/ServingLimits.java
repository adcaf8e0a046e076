package one.imago.p2p.bitswap;

import java.time.Duration;

/**
 * What peers may have of this node.
 *
 * @param bytesPerSecond of blocks for one peer, in the long run
 * @param burstBytes of blocks for one peer at once
 * @param patience how long a peer may take for one message before it is given up
 */
public record ServingLimits(long bytesPerSecond, long burstBytes, Duration patience) {
    /** A gallery of previews at once, then as much as a fast line takes. */
    public static final ServingLimits DEFAULT = new ServingLimits(32L << 20, 256L << 20, Duration.ofSeconds(30));

    /** Wants of one peer that are remembered; Helia and kubo remember as many. */
    static final int MAX_WANTS = 1024;

    /** Messages that are read from disk or on their way at once: as many MiB of memory. */
    static final int MAX_ACTIVE = 32;

    /** Block bytes after which a message is sent; with the last block it stays far below what peers accept. */
    static final int MESSAGE_BYTES = 1 << 20;

    /** Wants that are answered in one message. */
    static final int MESSAGE_ANSWERS = 256;

    /** Peers whose budget is remembered. */
    static final int MAX_BUDGETS = 8192;
}
