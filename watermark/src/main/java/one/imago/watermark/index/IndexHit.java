package one.imago.watermark.index;

import one.imago.node.ledger.WorkId;

/**
 * An indexed work near a searched code.
 *
 * @param work the work
 * @param distance differing bits of the two fingerprints
 */
public record IndexHit(WorkId work, int distance) {}
