package one.imago.chain.copyright;

import one.imago.node.ledger.Work;

/**
 * One claim in an answer.
 *
 * @param workId 16 hexadecimal digits
 * @param owner address
 * @param title public title; may be empty
 * @param commitHeight block of the commit, which gives priority
 * @param commitIndex of the commit in its block
 * @param commitTimestamp of the commit's block, milliseconds since 1970
 * @param height block of the reveal
 * @param timestamp of the reveal's block
 * @param txId of the reveal
 * @param sameFile whether it names the same file
 * @param samePixels whether it names the same normalised pixels
 * @param disputes whether it disputes the work that was asked about
 * @param disputed whether the work that was asked about disputes it
 */
public record ClaimView(
        String workId,
        String owner,
        String title,
        long commitHeight,
        int commitIndex,
        long commitTimestamp,
        long height,
        long timestamp,
        String txId,
        boolean sameFile,
        boolean samePixels,
        boolean disputes,
        boolean disputed) {
    static ClaimView of(WorkDossier.Claim claim) {
        Work work = claim.work();
        return new ClaimView(
                work.id().toString(),
                work.owner().toString(),
                work.declaration().title(),
                work.position().commitHeight(),
                work.position().commitIndex(),
                claim.commitMillis(),
                work.position().revealHeight(),
                work.position().revealTimeMillis(),
                work.position().revealTxId().hex(),
                claim.relation().sameFile(),
                claim.relation().samePixels(),
                claim.relation().disputesIt(),
                claim.relation().disputedByIt());
    }
}
