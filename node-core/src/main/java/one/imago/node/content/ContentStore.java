package one.imago.node.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Opaque content by its id: UnixFS with raw leaves, 1 MiB chunks, 1,024 links a node, CIDv1. Every read is verified
 * against the id before a byte of the block is given out. Thread-safe.
 *
 * <p>Content is public once it is provided, and private until then: what was only put is never given to a caller of the
 * RPC without the admin scope, nor to a peer.
 */
public interface ContentStore {
    /**
     * Stores the whole stream durably and pins it; nothing is announced to peers.
     *
     * @throws ContentStoreFull when there is no room
     * @throws IOException when the stream fails; in both cases nothing of it stays pinned
     */
    ContentStat put(InputStream content) throws IOException;

    /**
     * Pins content by its id once more, fetching what of it is not on this node.
     *
     * @throws ContentStoreFull when there is no room
     * @throws IOException when a block is nowhere to be had; in both cases nothing changes
     */
    ContentStat pin(Cid cid) throws IOException;

    /** What is stored under {@code cid}; empty when its root block is not here. */
    Optional<ContentStat> stat(Cid cid) throws IOException;

    /**
     * Like {@link #stat}, and asks the network for what is not here: then it waits for peers, for as long as the store is
     * set up to, so it is called on a thread that may wait. What comes is kept in a cache and not pinned; it is public, or
     * no peer would have given it.
     *
     * @param maxBytes largest content that is fetched
     * @return empty when nobody who was found has it, it is larger or malformed, or it did not come in time
     */
    default Optional<ContentStat> fetch(Cid cid, long maxBytes) throws IOException {
        return stat(cid);
    }

    /**
     * Opens content that is here for reading, block by block; asks no peer. What was fetched may have left the cache again.
     *
     * @throws IOException while reading, when a block is missing or is not what its id says
     */
    Optional<InputStream> open(Cid cid) throws IOException;

    /** Makes stored content public and tells the network; without peers it only records the wish. */
    void provide(Cid cid) throws IOException;

    /** Lets go of one pin; content whose last pin went is public no longer and may be collected. */
    void unpin(Cid cid) throws IOException;
}
