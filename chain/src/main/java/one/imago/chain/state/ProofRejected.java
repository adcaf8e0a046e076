package one.imago.chain.state;

/** A proof that does not hold, or bytes that are no proof. */
public final class ProofRejected extends Exception {
    private static final long serialVersionUID = 1;

    public ProofRejected(String message) {
        super(message, null, false, false);
    }
}
