package one.imago.node.ledger;

import java.util.List;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;

/**
 * A registered work as the final state has it.
 *
 * @param id the work
 * @param owner who owns the claim now
 * @param facts what it says about the picture
 * @param declaration what its owner declared
 * @param position where its claim stands; priority is the commit's
 * @param contests claims that this one disputes
 */
public record Work(
        WorkId id,
        Address owner,
        PictureFacts facts,
        Declaration declaration,
        Position position,
        List<WorkId> contests) {
    public Work {
        contests = List.copyOf(contests);
    }

    /**
     * Where a claim stands on the ledger.
     *
     * @param commitHeight block of the commit, which gives priority
     * @param commitIndex index of the commit in its block
     * @param revealHeight block of the reveal
     * @param revealTxId transaction of the reveal
     * @param revealTimeMillis time of the reveal's block: when it was claimed, never when it was created
     */
    public record Position(
            long commitHeight, int commitIndex, long revealHeight, Hash revealTxId, long revealTimeMillis) {}
}
