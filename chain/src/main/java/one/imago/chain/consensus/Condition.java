package one.imago.chain.consensus;

/** How the ledger is. */
enum Condition {
    WORKING(""),
    DISK_FULL("the disk is full: no block is made and no transaction accepted until there is room"),
    FAILED("the ledger stopped after a failure, see the log; restart the node"),
    TOO_OLD("a peer sends blocks of a later protocol: install a newer version of this program");

    private final String problem;

    Condition(String problem) {
        this.problem = problem;
    }

    String problem() {
        return problem;
    }
}
