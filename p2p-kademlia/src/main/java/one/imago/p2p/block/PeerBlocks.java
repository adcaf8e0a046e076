package one.imago.p2p.block;

import java.io.IOException;
import java.util.Optional;
import one.imago.node.content.Cid;

/** Blocks as peers trade them. Calls read and write the disk: never on a network thread. Thread-safe. */
public interface PeerBlocks {
    /** Whether the block is on this node, kept or cached. */
    boolean has(Cid cid);

    /**
     * The block for this node's own use, checked against its id; empty when it is not here.
     *
     * @throws IOException when it is damaged or the disk fails
     */
    Optional<byte[]> get(Cid cid) throws IOException;

    /**
     * Takes a block that a peer sent into the cache.
     *
     * @throws IOException when it is not what its id says, is denied here, or the disk fails
     */
    void cache(Cid cid, byte[] block) throws IOException;

    /**
     * Whether the block is here and may leave for this peer: it belongs to public content or was fetched, or the access
     * policy allows it; and it is on no denylist.
     */
    boolean mayServe(Cid cid, String peerId);

    /** The block for this peer; empty unless {@link #mayServe} holds. What is damaged counts as not here. */
    Optional<byte[]> serve(Cid cid, String peerId);
}
