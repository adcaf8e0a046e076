package one.imago.node.ledger;

import one.imago.node.crypto.Hash;

/**
 * A transaction that its sender has yet to check and sign.
 *
 * @param txId its id, which does not depend on the signature
 * @param fee what it will be charged
 * @param payload the exact bytes to sign under {@code SignatureDomain.TRANSACTION}; copied at the border
 */
public record UnsignedTransaction(Hash txId, Amount fee, byte[] payload) {
    public UnsignedTransaction {
        payload = payload.clone();
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }
}
