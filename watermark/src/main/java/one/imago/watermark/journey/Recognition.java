package one.imago.watermark.journey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.PixelHash;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;
import one.imago.node.picture.Identification.Method;
import one.imago.watermark.index.FingerprintIndex;
import one.imago.watermark.index.IndexHit;
import one.imago.watermark.index.IndexedWork;
import one.imago.watermark.likeness.Likeness;

/**
 * The ways to find a work, each by itself. A fingerprint or a mark only says where to look: what is found that way is
 * compared with the work's preview, and is accepted or not. Thread-safe.
 */
final class Recognition {
    /** Differing bits of pHash version 1 at which a work is considered. */
    private static final int CODE_BITS = 10;

    /** Works compared in detail, for each way that leads to them and each side of the mirror; about 4 ms each. */
    private static final int MOST_BY_CODE = 8;

    private static final int MOST_BY_FEATURES = 6;

    private static final int MOST_MARKS = 4;

    private final WorkLedger ledger;
    private final FingerprintIndex index;

    Recognition(WorkLedger ledger, FingerprintIndex index) {
        this.ledger = ledger;
        this.index = index;
    }

    List<Match> byFile(Hash sha256) {
        return exact(ledger.worksByFile(sha256), Method.SHA256);
    }

    List<Match> byPixels(PixelHash pixels) {
        return exact(ledger.worksByPixels(pixels), Method.PIXELS);
    }

    private static List<Match> exact(List<Work> works, Method method) {
        return works.stream().map(work -> Match.exact(work, method)).toList();
    }

    /**
     * The works that the ids of a mark name, compared with the picture; those without a public preview, and ids that
     * name nothing, are left out: nothing can confirm them.
     */
    List<Match> byMark(OpenPicture picture, List<WorkId> ids) {
        List<Match> matches = new ArrayList<>();
        for (WorkId id : ids.subList(0, Math.min(MOST_MARKS, ids.size()))) {
            ledger.work(id)
                    .flatMap(work -> compare(picture, work))
                    .ifPresent(matches::add);
        }
        return matches;
    }

    /**
     * The works that have a near fingerprint or share details with the picture, compared with it; best first, accepted
     * ones before the others. The mirror is asked only when nothing was found without it.
     */
    List<Match> byLooks(OpenPicture picture) {
        Map<WorkId, Match> matches = new HashMap<>();
        List<WorkId> near = index.near(picture.fingerprints().turned(), CODE_BITS, MOST_BY_CODE).stream()
                .map(IndexHit::work)
                .toList();
        compare(picture, near, false, matches);
        if (matches.values().stream().noneMatch(Match::accepted)) {
            compare(picture, near, true, matches);
        }
        return matches.values().stream().sorted(Match.BEST_FIRST).toList();
    }

    private void compare(OpenPicture picture, List<WorkId> near, boolean mirrored, Map<WorkId, Match> matches) {
        Set<WorkId> candidates = new LinkedHashSet<>(near);
        index.sharing(picture.look(), mirrored, MOST_BY_FEATURES).forEach(hit -> candidates.add(hit.work()));
        for (WorkId candidate : candidates) {
            Optional<Work> work = ledger.work(candidate);
            Optional<IndexedWork> known = work.flatMap(index::find);
            if (known.isPresent()) {
                Likeness likeness = Likeness.of(picture.look(), known.get().sketch(), mirrored);
                Match match = Match.alike(
                        work.get(), Method.FINGERPRINT, picture.distance(known.get().code()), likeness);
                matches.merge(candidate, match, (a, b) -> Match.BEST_FIRST.compare(a, b) <= 0 ? a : b);
            }
        }
    }

    private Optional<Match> compare(OpenPicture picture, Work work) {
        return index.find(work).map(known -> Match.alike(
                work,
                Method.WATERMARK,
                picture.distance(known.code()),
                Likeness.of(picture.look(), known.sketch())));
    }
}
