package one.imago.watermark.journey;

import one.imago.node.ledger.Work;
import one.imago.node.picture.Identification.Method;

/**
 * A work that a picture was compared with.
 *
 * @param work the work
 * @param method what led to it
 * @param distance differing bits of the fingerprints; −1 when they were not compared
 * @param inliers details in the same arrangement; −1 when they were not compared
 * @param score 0 to 1; 1 for exact matches
 * @param accepted whether the picture shows the work
 */
public record Match(Work work, Method method, int distance, int inliers, double score, boolean accepted) {
    static Match exact(Work work, Method method) {
        return new Match(work, method, -1, -1, 1, true);
    }
}
