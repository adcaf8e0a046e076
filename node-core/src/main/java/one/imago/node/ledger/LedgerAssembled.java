package one.imago.node.ledger;

/**
 * A channel: the ledger was put together, for modules that come before it and so cannot require it. Called once while the
 * node is assembled, before anything starts: listeners may be added, nothing may be asked yet.
 */
public interface LedgerAssembled {
    void assembled(WorkLedger works, FinalizedBlocks blocks);
}
