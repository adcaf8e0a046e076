package one.imago.chain.state;

import one.imago.node.crypto.Address;
import one.imago.node.ledger.Amount;

/**
 * What the kernel needs of the module that owns accounts ({@code token}): nonces, balances and the charging of fees.
 * Pure functions of the state they are given.
 */
public interface FeeLedger {
    /** Id of the state module whose subtree holds the accounts. */
    String module();

    /** The next nonce that {@code account} has to use; 0 for an account that never sent. */
    long nonce(StateReader state, Address account);

    Amount balance(StateReader state, Address account);

    /**
     * Takes the whole fee from the sender, gives it to the producer and raises the sender's nonce by one.
     *
     * @param state the subtree of {@link #module}
     * @throws TransactionRejected {@code insufficient-funds}; nothing is written then
     */
    void charge(StateWriter state, Address sender, Amount fee, Address producer) throws TransactionRejected;
}
