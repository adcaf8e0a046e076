package one.imago.p2p.kad;

/** Bytes of a stranger that are no message, or one that nobody should send. */
public final class MalformedMessage extends Exception {
    MalformedMessage(String message) {
        super(message);
    }

    MalformedMessage(String message, Throwable cause) {
        super(message, cause);
    }
}
