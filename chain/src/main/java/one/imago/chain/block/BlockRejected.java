package one.imago.chain.block;

/** A block, header, certificate or finality proof that is not valid. The code is stable. */
public final class BlockRejected extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String message;

    /**
     * @param code stable, kebab-case, such as {@code block-malformed}
     * @param message for a person
     */
    public BlockRejected(String code, String message) {
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
