package one.imago.watermark.index;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import one.imago.node.ledger.WorkId;
import one.imago.watermark.features.FeatureHit;
import one.imago.watermark.fingerprint.PerceptualHash;
import one.imago.watermark.likeness.Likeness;
import one.imago.watermark.likeness.Look;

/**
 * Finds the indexed works that a picture shows. Codes and details propose; what they propose is compared with what is
 * kept of the work, and only that decides. Thread-safe.
 */
public final class CopySearch {
    /** Differing bits of pHash version 1 at which a work is proposed. */
    static final int CODE_BITS = 10;

    /** Works compared, for each way that proposes them and each side of the mirror; about 4 ms each. */
    static final int MOST_BY_CODE = 8;

    static final int MOST_BY_FEATURES = 6;

    private static final Comparator<Compared> BEST_FIRST = Comparator.comparing(
                    (Compared compared) -> compared.likeness().accepted())
            .thenComparingDouble(compared -> compared.likeness().score())
            .reversed()
            .thenComparingInt(Compared::distance)
            .thenComparing(compared -> compared.work().work());

    private final FingerprintIndex index;

    public CopySearch(FingerprintIndex index) {
        this.index = index;
    }

    /**
     * A work that was compared.
     *
     * @param work the work
     * @param distance differing bits of the codes, in the nearest of the eight poses
     * @param likeness what came of it
     */
    public record Compared(IndexedWork work, int distance, Likeness likeness) {
        static Compared of(IndexedWork work, long[] codes, Likeness likeness) {
            int nearest = Long.SIZE;
            for (long code : codes) {
                nearest = Math.min(nearest, PerceptualHash.distance(code, work.code()));
            }
            return new Compared(work, nearest, likeness);
        }
    }

    /**
     * Every work that was compared, best first, accepted ones before the others. The mirror is asked only when nothing
     * was found without it.
     *
     * @param codes of the picture in its eight poses
     */
    public List<Compared> find(Look look, long[] codes) {
        Map<WorkId, Compared> compared = new HashMap<>();
        List<WorkId> near = index.near(codes, CODE_BITS, MOST_BY_CODE).stream()
                .map(IndexHit::work)
                .toList();
        compare(look, codes, near, false, compared);
        if (compared.values().stream().noneMatch(c -> c.likeness().accepted())) {
            compare(look, codes, near, true, compared);
        }
        return compared.values().stream().sorted(BEST_FIRST).toList();
    }

    /** Compares with one work, in both sides of the mirror. */
    public static Compared compare(Look look, long[] codes, IndexedWork work) {
        return Compared.of(work, codes, Likeness.of(look, work.sketch()));
    }

    private void compare(Look look, long[] codes, List<WorkId> near, boolean mirrored, Map<WorkId, Compared> compared) {
        Set<WorkId> candidates = new LinkedHashSet<>(near);
        for (FeatureHit hit : index.sharing(look, mirrored, MOST_BY_FEATURES)) {
            candidates.add(hit.work());
        }
        for (WorkId candidate : candidates) {
            Optional<IndexedWork> work = index.find(candidate);
            if (work.isPresent()) {
                Likeness likeness = Likeness.of(look, work.get().sketch(), mirrored);
                compared.merge(
                        candidate,
                        Compared.of(work.get(), codes, likeness),
                        (a, b) -> BEST_FIRST.compare(a, b) <= 0 ? a : b);
            }
        }
    }
}
