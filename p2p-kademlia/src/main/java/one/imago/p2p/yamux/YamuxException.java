package one.imago.p2p.yamux;

import java.io.IOException;

/** The peer broke the rules of Yamux, or a limit. The connection ends. */
public final class YamuxException extends IOException {
    private static final long serialVersionUID = 1;

    YamuxException(String message) {
        super(message);
    }
}
