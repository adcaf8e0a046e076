package one.imago.watermark.features;

import one.imago.node.ledger.WorkId;

/**
 * A work that shares details with a picture in question.
 *
 * @param work the work
 * @param votes details that look alike, each counted once in every cell of the work
 */
public record FeatureHit(WorkId work, int votes) {}
