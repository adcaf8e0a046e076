package one.imago.p2p.bitswap;

import java.io.IOException;

/** Bytes that are not a bitswap message, or one beyond the limits. The peer that sent them is not listened to further. */
public final class MalformedMessage extends IOException {
    private static final long serialVersionUID = 1;

    MalformedMessage(String message) {
        super(message);
    }
}
