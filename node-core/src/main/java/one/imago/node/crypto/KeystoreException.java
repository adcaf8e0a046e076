package one.imago.node.crypto;

/** A refusal of the keystore. The message is for a person and never holds a secret. */
public final class KeystoreException extends Exception {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    KeystoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    KeystoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What sort of refusal it is. */
    public enum Kind {
        WRONG_PASSPHRASE("wrong-passphrase"),
        UNKNOWN_KEY("key-unknown"),
        EXISTS("key-exists"),
        BAD_NAME("key-name"),
        BAD_PASSPHRASE("passphrase-empty"),
        /** The file is not a key file, of another version, or asks for more memory or time than is allowed. */
        BAD_FILE("key-file"),
        /** The disk failed or is not permitted. */
        STORAGE("storage-failed");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** The stable error code. */
        public String code() {
            return code;
        }
    }
}
