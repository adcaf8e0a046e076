package one.imago.chain.transaction;

import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Amount;

/** Puts a body into the envelope that its sender would sign now. Thread-safe. */
public final class TransactionDrafter {
    /** How long a prepared transaction stays valid, in blocks: hours of signing by hand, not for ever. */
    public static final long EXPIRY_BLOCKS = 10_000;

    private final Hash chainId;
    private final ToLongFunction<Address> pendingNonce;
    private final LongSupplier height;

    /**
     * @param pendingNonce the next nonce of an account, waiting transactions counted
     * @param height of the newest block
     */
    public TransactionDrafter(Hash chainId, ToLongFunction<Address> pendingNonce, LongSupplier height) {
        this.chainId = chainId;
        this.pendingNonce = pendingNonce;
        this.height = height;
    }

    /** With the least fee. */
    public TransactionDraft draft(Address sender, TransactionBody body) {
        return draft(sender, body, FeeSchedule.minimum(body.kind(), body.bytes().length));
    }

    public TransactionDraft draft(Address sender, TransactionBody body, Amount fee) {
        return body.from(sender, chainId, pendingNonce.applyAsLong(sender), fee, height.getAsLong() + EXPIRY_BLOCKS);
    }
}
