package one.imago.chain.copyright;

/** A transaction that a node prepared is not what its owner asked for. It must not be signed. */
public final class UnsafeToSign extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    UnsafeToSign(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What does not fit. */
    public enum Reason {
        MALFORMED,
        TRANSACTION_ID,
        KIND,
        CHAIN,
        SENDER,
        NONCE,
        FEE,
        OWNER,
        FILE,
        COMMITMENT,
        TITLE,
        DECLARATION,
        CONTESTS,
        PRIVACY,
        UNASKED
    }
}
