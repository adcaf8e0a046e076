package one.imago.node.content;

import java.io.IOException;

/** The disk or the quota of the content store is full: nothing was stored, and less or later may work. */
public final class ContentStoreFull extends IOException {
    private static final long serialVersionUID = 1;

    /** The stable code that RPC methods answer with. */
    public static final String CODE = "disk-full";

    /**
     * @param message what is full, and what to do, for a person
     */
    public ContentStoreFull(String message) {
        super(message);
    }
}
