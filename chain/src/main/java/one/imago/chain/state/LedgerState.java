package one.imago.chain.state;

/** The final state, for queries and proofs. Thread-safe. */
public interface LedgerState {
    /** A view of the newest final state that later blocks do not change. Close it soon: it holds old data on disk. */
    StateView openFinal();
}
