package one.imago.p2p.gossip;

import java.io.IOException;

/** Bytes that are not a gossip frame, or one beyond the limits. */
public final class MalformedFrame extends IOException {
    private static final long serialVersionUID = 1;

    MalformedFrame(String message) {
        super(message);
    }
}
