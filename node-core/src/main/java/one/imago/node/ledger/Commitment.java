package one.imago.node.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
public record Commitment(Hash commitment, Address owner, WorkId workId, long height, long expiryHeight) {
    private static final byte[] COMMITMENT_DOMAIN = "imago/commitment/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WORK_ID_DOMAIN = "imago/work-id/1\0".getBytes(StandardCharsets.US_ASCII);

    /** The 32 bytes by which {@code owner} commits to a file on a chain without showing it. */
    public static Hash commit(Hash chainId, Address owner, Hash sha256, Hash salt) {
        return Hash.sha256(COMMITMENT_DOMAIN, chainId.bytes(), owner.bytes(), sha256.bytes(), salt.bytes());
    }

    /** The work id that a commitment reserves: the first 64 bits of it, hashed once more. */
    public static WorkId workIdOf(Hash commitment) {
        return new WorkId(
                ByteBuffer.wrap(Hash.sha256(WORK_ID_DOMAIN, commitment.bytes()).bytes())
                        .getLong());
    }
}
