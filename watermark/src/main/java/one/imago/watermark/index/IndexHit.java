package one.imago.watermark.index;

import one.imago.node.ledger.WorkId;

/**
 * An indexed work near a searched code.
 *
 * @param work the work
 * @param distance differing bits of the two fingerprints
 * @param query which of the searched codes is the nearest; with the codes of {@code PerceptualHash.turned}, one less than
 *     the EXIF orientation that turns the searched picture into the work's
 * @param part which of the work's codes is the nearest: 0 its whole frame, else one of its crops
 */
public record IndexHit(WorkId work, int distance, int query, int part) {}
