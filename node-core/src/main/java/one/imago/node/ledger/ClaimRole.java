package one.imago.node.ledger;

/** In what right the owner claims a work. The number is the protocol's. */
public enum ClaimRole {
    UNKNOWN(0),
    AUTHOR(1),
    EMPLOYER(2),
    ASSIGNEE(3),
    AGENT(4),
    ESTATE(5);

    private final int code;

    ClaimRole(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
