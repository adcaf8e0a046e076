package one.imago.node.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;

/**
 * The registered works, as far as the picture journeys need them. Answers come from the final state only, and are
 * consistent within one call. Thread-safe.
 */
public interface WorkLedger {
    /** Hash of the genesis, which names the chain. */
    Hash chainId();

    Optional<Work> work(WorkId id);

    /**
     * What {@code owner} committed under {@code commitment} and has neither revealed nor let expire. Asked by both,
     * because a stranger may copy a pending commitment and commit it too, which must not hide the owner's.
     */
    Optional<Commitment> commitment(Hash commitment, Address owner);

    /** Every claim whose original or marked file has this hash, in commit order. */
    List<Work> worksByFile(Hash sha256);

    /** Every claim with this pixel hash, in commit order. */
    List<Work> worksByPixels(PixelHash pixelHash);

    /**
     * The claim {@code id} and every claim of another owner on the same file or the same pixels, or that disputes it or is
     * disputed by it, in commit order; more than one: disputed. Empty when there is no such work.
     */
    List<Work> claims(WorkId id);

    /** Works in order of their reveal, from a position, for rebuilding an index; at most {@code limit}. */
    List<Work> worksRevealedFrom(long height, int limit);

    /** The licences on a work that have not been revoked. */
    List<Licence> licences(WorkId id);

    /** Builds the reveal of a committed work for its owner to check and sign. */
    UnsignedTransaction prepareRegistration(Registration registration);

    /** Calls {@code listener} once for each work whose reveal becomes final, in order, on the notification thread. */
    void onRegistered(Consumer<Work> listener);

    /**
     * All that a reveal needs.
     *
     * @param owner must be the committer
     * @param commitment the commitment to open
     * @param salt 32 bytes that open it
     * @param facts about the picture
     * @param declaration by its owner
     * @param contests claims that this one disputes
     */
    record Registration(
            Address owner,
            Hash commitment,
            Hash salt,
            PictureFacts facts,
            Declaration declaration,
            List<WorkId> contests) {
        public Registration {
            contests = List.copyOf(contests);
        }
    }
}
