package one.imago.watermark.rpc;

import one.imago.node.ledger.Work;

/**
 * One claim on a picture.
 *
 * @param workId of the claim
 * @param owner who holds it
 * @param title public title; empty for none
 * @param role in what right the owner claims
 * @param commitHeight block of the commit, which gives priority
 * @param commitIndex index of the commit in its block
 * @param height block of the reveal
 * @param claimedAtMillis time of that block: when it was claimed, never when it was created
 */
public record ClaimView(
        String workId,
        String owner,
        String title,
        String role,
        long commitHeight,
        int commitIndex,
        long height,
        long claimedAtMillis) {
    static ClaimView of(Work work) {
        return new ClaimView(
                work.id().toString(),
                work.owner().toString(),
                work.declaration().title(),
                Declarations.word(work.declaration().role()),
                work.position().commitHeight(),
                work.position().commitIndex(),
                work.position().revealHeight(),
                work.position().revealTimeMillis());
    }
}
