package one.imago.watermark.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.PixelHash;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;
import one.imago.node.picture.Identification.Method;
import one.imago.watermark.index.CopySearch;
import one.imago.watermark.index.CopySearch.Compared;
import one.imago.watermark.index.FingerprintIndex;

/**
 * The ways to find a work, each by itself. A fingerprint or a mark only says where to look: what is found that way is
 * compared with the work's preview, and is accepted or not. Thread-safe.
 */
final class Recognition {
    private static final int MOST_MARKS = 4;

    private final WorkLedger ledger;
    private final FingerprintIndex index;
    private final CopySearch copies;

    Recognition(WorkLedger ledger, FingerprintIndex index) {
        this.ledger = ledger;
        this.index = index;
        this.copies = new CopySearch(index);
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
            ledger.work(id).flatMap(work -> compare(picture, work)).ifPresent(matches::add);
        }
        return matches;
    }

    /** The works that the looks of the picture lead to, best first, accepted ones before the others. */
    List<Match> byLooks(OpenPicture picture) {
        List<Match> matches = new ArrayList<>();
        for (Compared compared : copies.find(picture.look(), picture.codes())) {
            ledger.work(compared.work().work())
                    .map(work -> Match.alike(work, Method.FINGERPRINT, compared))
                    .ifPresent(matches::add);
        }
        return matches;
    }

    private Optional<Match> compare(OpenPicture picture, Work work) {
        return index.find(work)
                .map(known -> Match.alike(
                        work, Method.WATERMARK, CopySearch.compare(picture.look(), picture.codes(), known)));
    }
}
