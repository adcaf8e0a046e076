package one.imago.p2p.content;

import java.io.IOException;
import one.imago.node.content.Cid;

/** Content that this node refuses to hold: it was taken down, or its operator's denylist names it. */
public final class ContentDenied extends IOException {
    private static final long serialVersionUID = 1;

    /** The stable code that RPC methods answer with. */
    public static final String CODE = "content-denied";

    ContentDenied(Cid cid) {
        super("content " + cid + " was taken down or is on this node's denylist");
    }
}
