package one.imago.node.ledger;

import one.imago.node.crypto.Hash;

/**
 * A block that can no longer be undone.
 *
 * @param height height above genesis
 * @param hash the block's hash
 * @param timestampMillis the header's time, milliseconds since 1970
 * @param stateRoot root of the state after the block
 */
public record FinalBlock(long height, Hash hash, long timestampMillis, Hash stateRoot) {}
