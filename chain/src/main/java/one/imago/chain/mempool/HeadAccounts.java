package one.imago.chain.mempool;

import one.imago.node.crypto.Address;
import one.imago.node.ledger.Amount;

/** Accounts after the newest block, final or not. Thread-safe. */
public interface HeadAccounts {
    long nonce(Address account);

    Amount balance(Address account);

    /** Height of the newest block. */
    long height();
}
