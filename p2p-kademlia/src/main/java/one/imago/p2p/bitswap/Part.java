package one.imago.p2p.bitswap;

import one.imago.node.content.Cid;

/**
 * A place in a file's tree.
 *
 * @param cid its block
 * @param fileBytes bytes of the file below it, as its parent says; {@link #UNKNOWN} for the root
 * @param depth nodes above it
 */
record Part(Cid cid, long fileBytes, int depth) {
    static final long UNKNOWN = -1;

    static Part root(Cid cid) {
        return new Part(cid, UNKNOWN, 0);
    }

    boolean isLeaf() {
        return cid.codec() == Cid.RAW;
    }

    /** Bytes of memory that its block may take. */
    long room() {
        return isLeaf() && fileBytes != UNKNOWN
                ? Math.min(fileBytes, BitswapMessage.MAX_BLOCK_BYTES)
                : BitswapMessage.MAX_BLOCK_BYTES;
    }
}
