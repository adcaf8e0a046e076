package one.imago.p2p.unixfs;

import java.io.IOException;

/** A block that is not an inner node of a file as this project writes and reads them. */
public final class MalformedNode extends IOException {
    private static final long serialVersionUID = 1;

    public MalformedNode(String message) {
        super(message);
    }
}
