package one.imago.chain.state;

/** A transaction that cannot be applied. The code is stable and reaches the user as {@code error.data.code}. */
public final class TransactionRejected extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String message;

    /**
     * @param code stable, kebab-case, such as {@code already-registered}
     * @param message for a person
     */
    public TransactionRejected(String code, String message) {
        super(message, null, false, false);
        this.code = code;
        this.message = message;
    }

    public String code() {
        return code;
    }

    /** For a person; never null. */
    @Override
    public String getMessage() {
        return message;
    }
}
