package one.imago.cli.bench;

import java.util.ArrayList;
import java.util.List;
import one.imago.watermark.hamming.HammingHit;

/** The judge of an index: looks at every code. */
final class LinearScan {
    private final long[] codes;
    private final int radius;

    LinearScan(long[] codes, int radius) {
        this.codes = codes;
        this.radius = radius;
    }

    /** Every near code, in the order of the codes. */
    List<HammingHit> near(long query) {
        List<HammingHit> hits = new ArrayList<>();
        for (int i = next(0, query); i < codes.length; i = next(i + 1, query)) {
            hits.add(new HammingHit(i, Long.bitCount(codes[i] ^ query), 0, 0));
        }
        return hits;
    }

    private int next(int from, long query) {
        for (int i = from; i < codes.length; i++) {
            if (Long.bitCount(codes[i] ^ query) <= radius) {
                return i;
            }
        }
        return codes.length;
    }
}
