package one.imago.node.picture;

/** The bytes are not a picture that this node accepts; the message says what, why and what to do, for a person. */
public final class PictureRejected extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    /**
     * @param code stable, such as {@code picture-truncated}
     * @param message for a person
     */
    public PictureRejected(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
