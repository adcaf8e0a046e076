package one.imago.p2p.kad;

/** A request that gets no answer but the end of its stream. */
public final class RefusedRequest extends Exception {
    RefusedRequest(String message) {
        super(message);
    }

    RefusedRequest(String message, Throwable cause) {
        super(message, cause);
    }
}
