package one.imago.p2p.block;

import java.io.IOException;
import one.imago.node.content.Cid;

/** Content that nobody pinned here, or of which the last pin went. */
public final class NotPinned extends IOException {
    private static final long serialVersionUID = 1;

    NotPinned(Cid cid) {
        super("content " + cid + " is not pinned here");
    }
}
