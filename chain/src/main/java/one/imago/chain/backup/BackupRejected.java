package one.imago.chain.backup;

/** A backup that cannot be restored here; nothing was changed. The message is for a person. */
public final class BackupRejected extends Exception {
    private static final long serialVersionUID = 1;

    private final String message;

    public BackupRejected(String message) {
        super(message, null, false, false);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
