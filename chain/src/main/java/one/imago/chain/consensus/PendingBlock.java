package one.imago.chain.consensus;

import java.util.List;
import java.util.Optional;
import one.imago.chain.block.Block;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.state.StateLayer;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.node.crypto.Hash;

/** A block above the final one: stored, executed, perhaps certified. */
final class PendingBlock {
    final Block block;
    final StateLayer state;
    final List<SignedTransaction> transactions;
    /** Clock time at which this node took it, for the latency of finality. */
    final long takenMillis;

    volatile Optional<QuorumCertificate> certificate = Optional.empty();

    PendingBlock(Block block, StateLayer state, List<SignedTransaction> transactions, long takenMillis) {
        this.block = block;
        this.state = state;
        this.transactions = transactions;
        this.takenMillis = takenMillis;
    }

    Hash hash() {
        return block.hash();
    }

    Hash parent() {
        return block.header().parent();
    }

    long height() {
        return block.header().height();
    }

    long round() {
        return block.header().round();
    }
}
