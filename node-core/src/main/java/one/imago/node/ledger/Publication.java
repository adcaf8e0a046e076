package one.imago.node.ledger;

/** Whether a work had been published when it was claimed, as its owner declares it. The number is the protocol's. */
public enum Publication {
    UNKNOWN(0),
    YES(1),
    NO(2);

    private final int code;

    Publication(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
