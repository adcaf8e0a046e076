package one.imago.node.crypto;

/** Sealed bytes do not open: they are not sealed bytes, were changed, or are for somebody else. */
public final class SealingException extends Exception {
    private static final long serialVersionUID = 1;

    SealingException(String message) {
        super(message);
    }

    SealingException(String message, Throwable cause) {
        super(message, cause);
    }
}
