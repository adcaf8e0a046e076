package one.imago.watermark.index;

import one.imago.node.ledger.WorkId;
import one.imago.watermark.likeness.Sketch;

/**
 * A work whose fingerprint this node has recomputed from its preview.
 *
 * @param work the work
 * @param code its pHash version 1, as the ledger has it
 * @param sketch of its preview
 */
public record IndexedWork(WorkId work, long code, Sketch sketch) {}
