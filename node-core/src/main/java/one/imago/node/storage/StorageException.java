package one.imago.node.storage;

/**
 * The disk or the store failed. Stops the service that meets it, except a full disk ({@link #diskFull()}), which refuses
 * new work until there is room again. The message is for a person: what, where, and the next step.
 */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    public StorageException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public StorageException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public StorageException(String message, Throwable cause) {
        this(Kind.FAILED, message, cause);
    }

    public StorageException(String message) {
        this(Kind.FAILED, message);
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the write was refused for want of room; nothing of it was applied. */
    public boolean diskFull() {
        return kind == Kind.DISK_FULL;
    }

    /** What sort of failure it is. */
    public enum Kind {
        /** The disk or the store failed; the store may be damaged. */
        FAILED("storage-failed"),
        /** No room; nothing was changed. */
        DISK_FULL("disk-full"),
        /** Another node uses the directory. */
        IN_USE("data-directory-in-use"),
        /** The directory or store was written by another version, or holds what it should not. */
        FORMAT("data-format"),
        /** The store was closed. */
        CLOSED("storage-closed");

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
