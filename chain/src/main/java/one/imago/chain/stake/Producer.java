package one.imago.chain.stake;

import one.imago.node.crypto.Address;
import one.imago.node.crypto.PublicKey;
import one.imago.node.ledger.Amount;

/**
 * One that makes and votes for blocks.
 *
 * @param key that signs its blocks and votes
 * @param stake bonded; its weight in votes
 */
public record Producer(PublicKey key, Amount stake) {
    public Address address() {
        return key.address();
    }
}
