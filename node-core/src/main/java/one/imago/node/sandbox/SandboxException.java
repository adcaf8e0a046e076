package one.imago.node.sandbox;

/** A child did not give an answer. The message is for a log; the reason is for the caller to act on. */
public final class SandboxException extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    SandboxException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why there is no answer. */
    public enum Reason {
        /** It took too long and was killed. */
        TIMEOUT,
        /** It ended: out of memory, over its CPU limit, a native crash, an exit. */
        CRASHED,
        /** Its answer is longer than allowed. */
        OUTPUT_TOO_LARGE,
        /** Its handler threw; the message says what. The child lives on. */
        FAILED,
        /** All workers are taken and the queue is full: try later. */
        BUSY,
        /** The pool is closed, or the calling thread was interrupted. */
        CLOSED
    }
}
