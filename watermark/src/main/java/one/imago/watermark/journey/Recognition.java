package one.imago.watermark.journey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
    /** Works compared in detail for one picture; about 3 ms each. */
    private static final int MOST_COMPARED = 32;

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
                    .flatMap(work -> compare(picture, work, Method.WATERMARK))
                    .ifPresent(matches::add);
        }
        return matches;
    }

    /** The works with a near fingerprint, compared with the picture; best first, accepted ones before the others. */
    List<Match> byFingerprint(OpenPicture picture) {
        List<Match> matches = new ArrayList<>();
        for (IndexHit hit : index.near(picture.code(), Likeness.CANDIDATE_BITS, MOST_COMPARED)) {
            ledger.work(hit.work())
                    .flatMap(work -> compare(picture, work, Method.FINGERPRINT))
                    .ifPresent(matches::add);
        }
        matches.sort(Comparator.comparing(Match::accepted)
                .thenComparingDouble(Match::score)
                .reversed()
                .thenComparingInt(Match::distance)
                .thenComparing(match -> match.work().id()));
        return matches;
    }

    private Optional<Match> compare(OpenPicture picture, Work work, Method method) {
        return index.find(work).map(known -> compare(picture, work, known, method));
    }

    private static Match compare(OpenPicture picture, Work work, IndexedWork known, Method method) {
        Likeness likeness = picture.likeness(known.code(), known.sketch());
        return new Match(
                work,
                method,
                likeness.distance(),
                likeness.geometry().inliers(),
                likeness.score(),
                likeness.accepted());
    }
}
