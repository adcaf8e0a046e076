package one.imago.p2p.block;

import java.io.IOException;
import one.imago.node.content.Cid;

/** Where blocks come from. */
@FunctionalInterface
public interface BlockReader {
    /**
     * The bytes of a block, whose hash is the id's.
     *
     * @throws IOException when the block is missing or is not what its id says
     */
    byte[] read(Cid cid) throws IOException;
}
