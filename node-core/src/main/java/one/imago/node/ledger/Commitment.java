package one.imago.node.ledger;

import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;

/**
 * A commitment in the final state that has not been revealed.
 *
 * @param commitment the 32 committed bytes
 * @param owner who committed
 * @param workId the id it reserves
 * @param height block of the commit
 * @param expiryHeight last block in which it can be revealed
 */
public record Commitment(Hash commitment, Address owner, WorkId workId, long height, long expiryHeight) {}
