package one.imago.watermark.hamming;

/**
 * An item with a code near a searched one.
 *
 * @param item as it was added
 * @param distance differing bits of its nearest code
 * @param query which of the searched codes that was
 * @param part which of the item's codes that was
 */
public record HammingHit(long item, int distance, int query, int part) {}
