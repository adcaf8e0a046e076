package one.imago.crawler.fetch;

/** A request that brought nothing; the message says why, for a person. */
public final class FetchException extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    FetchException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why a request brought nothing. */
    public enum Reason {
        /** The address is not public. */
        ADDRESS_REFUSED,
        /** The host name does not resolve, nobody answers there, or the connection broke. */
        UNREACHABLE,
        /** The answer is larger than the limit. */
        TOO_LARGE,
        /** The answer took too long. */
        TIMEOUT,
        /** Not an http or https address that can be fetched. */
        BAD_ADDRESS
    }
}
