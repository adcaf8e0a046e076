package one.imago.p2p.block;

import java.io.IOException;
import one.imago.node.content.Cid;

/** Where new blocks go. */
@FunctionalInterface
public interface BlockWriter {
    /**
     * @param cid the id of {@code block}, which the caller computed from it
     * @param block not kept and not changed
     */
    void write(Cid cid, byte[] block) throws IOException;
}
