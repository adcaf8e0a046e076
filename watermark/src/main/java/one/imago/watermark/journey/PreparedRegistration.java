package one.imago.watermark.journey;

import java.util.List;
import java.util.Optional;
import one.imago.node.content.Cid;
import one.imago.node.ledger.PictureFacts;
import one.imago.node.ledger.UnsignedTransaction;
import one.imago.node.ledger.WorkId;
import one.imago.watermark.mark.MarkResult;
import one.imago.watermark.resolution.MeasuredResolution;
import one.imago.watermark.resolution.ResolutionEvidence;

/**
 * A registration that waits for its owner's signature.
 *
 * @param workId of the work
 * @param unsigned the reveal
 * @param facts that the reveal states
 * @param phash0 pHash version 0 of the original
 * @param phash1 pHash version 1 of the original
 * @param mark the marked file, or why there is none
 * @param sealed the sealed original, when it was asked for
 * @param similar registered works that the picture shows or shares something with, best first
 * @param measured detail of the picture
 */
public record PreparedRegistration(
        WorkId workId,
        UnsignedTransaction unsigned,
        PictureFacts facts,
        long phash0,
        long phash1,
        MarkResult mark,
        Optional<Cid> sealed,
        List<Similar> similar,
        MeasuredResolution measured) {
    /**
     * A registered work that the picture shows or shares something with.
     *
     * @param match the work
     * @param registeredSide pixels along the longer side that the work's detail fills: as recorded, or of its file
     * @param evidence what this picture would be in a claim that contests the work
     */
    public record Similar(Match match, int registeredSide, ResolutionEvidence evidence) {}
}
