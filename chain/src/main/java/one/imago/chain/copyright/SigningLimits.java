package one.imago.chain.copyright;

import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Amount;

/**
 * What a client knows about any transaction that it lets a node prepare.
 *
 * @param chainId from the genesis that the client trusts, or first seen and kept
 * @param sender the address of its own key
 * @param minNonce the least nonce that makes sense: one above that of the client's last transaction, or 0
 * @param maxFee the most that it will pay
 */
public record SigningLimits(Hash chainId, Address sender, long minNonce, Amount maxFee) {
    /** How far a node may say that the next nonce lies above the least: transactions of the sender's that wait. */
    static final long NONCE_WINDOW = 10_000;
}
