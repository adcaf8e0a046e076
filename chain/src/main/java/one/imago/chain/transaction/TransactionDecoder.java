package one.imago.chain.transaction;

import java.util.Set;
import one.imago.chain.state.TransactionRejected;
import one.imago.node.crypto.Hash;

/**
 * Reads transactions for one chain: beyond {@link SignedTransaction#decode} it refuses other chains ({@code
 * wrong-chain}), kinds and versions that no state module has ({@code unknown-kind}) and fees below the minimum ({@code
 * fee-too-low}). Thread-safe.
 */
public final class TransactionDecoder {
    private final Hash chainId;
    private final Set<TransactionKind> kinds;

    public TransactionDecoder(Hash chainId, Set<TransactionKind> kinds) {
        this.chainId = chainId;
        this.kinds = Set.copyOf(kinds);
    }

    public SignedTransaction decode(byte[] encoded) throws TransactionRejected {
        SignedTransaction transaction = SignedTransaction.decode(encoded);
        if (!transaction.chainId().equals(chainId)) {
            throw new TransactionRejected(
                    "wrong-chain", "the transaction is for chain " + transaction.chainId() + ", this is " + chainId);
        }
        if (!kinds.contains(transaction.kind())) {
            throw new TransactionRejected("unknown-kind", "no state module here applies " + transaction.kind());
        }
        var minimum = FeeSchedule.minimum(transaction.kind(), transaction.body().length);
        if (!transaction.feeLimit().covers(minimum)) {
            throw new TransactionRejected(
                    "fee-too-low",
                    "the fee limit is " + transaction.feeLimit() + ", at least " + minimum + " is needed");
        }
        return transaction;
    }
}
