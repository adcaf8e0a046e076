package one.imago.chain.transaction;

import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Amount;

/**
 * What a transaction does, before it has a sender: made by the state modules' body builders.
 *
 * @param kind what it does
 * @param bytes canonical encoding of the kind's message; copied at the border
 */
public record TransactionBody(TransactionKind kind, byte[] bytes) {
    public TransactionBody {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Puts it into an envelope. */
    public TransactionDraft from(Address sender, Hash chainId, long nonce, Amount feeLimit, long expiry) {
        return new TransactionDraft(chainId, kind, sender, nonce, feeLimit, expiry, bytes);
    }
}
