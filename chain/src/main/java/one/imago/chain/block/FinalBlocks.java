package one.imago.chain.block;

import java.util.Optional;
import one.imago.node.crypto.Hash;

/** The final blocks with what proves them. Thread-safe. */
public interface FinalBlocks {
    /** Hash of the genesis. */
    Hash chainId();

    /** The block at a final height; genesis has no transactions, no signature to speak of and no certificate. */
    Optional<Block> block(long height);

    /** What proves that the block at this height is final; empty above the final height, for
     * genesis, and for a block that became final with a descendant and has no certified child in the next round. The
     * newest final block always has one. */
    Optional<FinalityProof> finality(long height);
}
