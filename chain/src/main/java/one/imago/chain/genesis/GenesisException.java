package one.imago.chain.genesis;

/** A genesis file that cannot be used. The message says what is wrong and where, for a person. */
public final class GenesisException extends Exception {
    private static final long serialVersionUID = 1;

    GenesisException(String message) {
        super(message);
    }
}
