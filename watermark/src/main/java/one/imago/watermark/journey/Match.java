package one.imago.watermark.journey;

import one.imago.node.ledger.Work;
import one.imago.node.picture.Identification.Method;
import one.imago.watermark.index.CopySearch.Compared;
import one.imago.watermark.likeness.Likeness;
import one.imago.watermark.likeness.Relation;

/**
 * A work that a picture was compared with.
 *
 * @param work the work
 * @param method what led to it
 * @param relation of the picture to the work
 * @param distance differing bits of the fingerprints, in the nearest of the eight poses; −1 when they were not compared
 * @param inliers details in the same arrangement; −1 when they were not compared
 * @param coverage share of the work's frame that the picture shows, 0 to 1
 * @param span of the work's longer side on the picture, in longer sides of that
 * @param score 0 to 1; 1 for exact matches
 */
public record Match(
        Work work,
        Method method,
        Relation relation,
        int distance,
        int inliers,
        double coverage,
        double span,
        double score) {
    static Match exact(Work work, Method method) {
        return new Match(work, method, Relation.SAME, -1, -1, 1, 1, 1);
    }

    static Match alike(Work work, Method method, Compared compared) {
        Likeness likeness = compared.likeness();
        return new Match(
                work,
                method,
                likeness.relation(),
                compared.distance(),
                likeness.inliers(),
                likeness.coverage(),
                likeness.span(),
                likeness.score());
    }

    /** Whether the picture shows the work. */
    public boolean accepted() {
        return relation.shows();
    }
}
