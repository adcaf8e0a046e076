package one.imago.node.ledger;

import java.util.function.Consumer;

/** The ledger's final blocks, for modules that must not know the chain. Thread-safe. */
public interface FinalizedBlocks {
    /** The newest final block; genesis at first. */
    FinalBlock latest();

    /**
     * Calls {@code listener} for every block that becomes final from now on, in height order, on the chain's
     * notification thread. A slow listener delays the others, never the chain.
     */
    void subscribe(Consumer<FinalBlock> listener);
}
