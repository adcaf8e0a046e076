package one.imago.watermark.index;

import one.imago.node.ledger.WorkId;
import one.imago.watermark.fingerprint.CropCodes;
import one.imago.watermark.likeness.Sketch;

/**
 * A work whose fingerprint this node has recomputed from its preview.
 *
 * @param work the work
 * @param code its pHash version 1, as the ledger has it
 * @param sketch of its preview
 */
public record IndexedWork(WorkId work, long code, Sketch sketch) {
    /** All that it is searched by: the code of the whole frame, then those of its crops. */
    long[] codes() {
        long[] crops = CropCodes.of(sketch.luminance());
        long[] codes = new long[1 + crops.length];
        codes[0] = code;
        System.arraycopy(crops, 0, codes, 1, crops.length);
        return codes;
    }
}
