package one.imago.chain.state;

import one.imago.chain.transaction.TransactionKind;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;

/**
 * What a state module is given of a transaction.
 *
 * @param id transaction id
 * @param kind one of the module's own
 * @param sender who signed
 * @param senderKey the key that signed
 * @param body of the kind, as it travelled; not to be modified
 * @param chainId of this chain
 * @param height of the block it stands in
 * @param index in that block
 * @param timestampMillis of that block's header
 */
public record AppliedTransaction(
        Hash id,
        TransactionKind kind,
        Address sender,
        PublicKey senderKey,
        byte[] body,
        Hash chainId,
        long height,
        int index,
        long timestampMillis) {}
