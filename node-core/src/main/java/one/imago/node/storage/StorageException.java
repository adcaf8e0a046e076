package one.imago.node.storage;

/** The disk or the store failed. Stops the service that meets it, except a full disk, which refuses new work. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }

    public StorageException(String message) {
        super(message);
    }
}
