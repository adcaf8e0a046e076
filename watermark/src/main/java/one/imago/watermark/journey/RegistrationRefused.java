package one.imago.watermark.journey;

/** A registration that is not prepared; the message says what, why and what to do, for a person. */
public final class RegistrationRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String hint;

    /**
     * @param code stable, such as {@code already-registered}
     * @param message for a person
     * @param hint what to do next
     */
    RegistrationRefused(String code, String message, String hint) {
        super(message);
        this.code = code;
        this.hint = hint;
    }

    public String code() {
        return code;
    }

    public String hint() {
        return hint;
    }
}
