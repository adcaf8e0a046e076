package one.imago.p2p.bitswap;

import java.time.Duration;

/** The tuned numbers of fetching. */
final class FetchLimits {
    /** How long a peer has for a block that it was asked for. */
    static final Duration BLOCK_PATIENCE = Duration.ofSeconds(5);

    static final Duration TICK = Duration.ofMillis(250);

    /** Bytes of one file that are asked for and not yet stored. */
    static final long WINDOW_BYTES = 8L << 20;

    /** Bytes of one file that one peer is asked for at once. */
    static final long PEER_WINDOW_BYTES = 4L << 20;

    /** Blocks that one peer is asked for at once. */
    static final int PEER_WINDOW_BLOCKS = 64;

    /** Blocks of one file; 64 MiB in chunks of 16 KiB have 4,100. */
    static final int MAX_BLOCKS = 16_384;

    /** Levels of nodes, as when reading. */
    static final int MAX_DEPTH = 6;

    /** Connected peers that are asked whether they have a file. */
    static final int MAX_ASKED_PEERS = 32;

    /** Providers that are tried for one file. */
    static final int MAX_PROVIDERS = 8;

    /** Blocks that a peer may be late with before it is asked no more. */
    static final int MAX_LATE = 3;

    /** Files that are fetched at once. */
    static final int MAX_SESSIONS = 32;

    /** Bytes of blocks that are being hashed and stored, of all files. */
    static final long MAX_STORING_BYTES = 64L << 20;

    private FetchLimits() {}
}
