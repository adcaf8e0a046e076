package one.imago.node.ledger;

/** How a picture came to be, as its owner declares it. The number is the protocol's. */
public enum Authorship {
    UNKNOWN(0),
    HUMAN(1),
    AI_ASSISTED(2),
    AI_GENERATED(3);

    private final int code;

    Authorship(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
