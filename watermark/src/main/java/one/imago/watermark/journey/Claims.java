package one.imago.watermark.journey;

import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import one.imago.node.crypto.Address;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkLedger;
import one.imago.node.picture.Identification;

/**
 * Gathers every claim on what was found. The named work is the earliest claim; when accepted works belong to different
 * owners, or the ledger holds contesting claims, all stand in the answer.
 */
final class Claims {
    static final Comparator<Work> COMMIT_ORDER = Comparator.comparingLong(
                    (Work work) -> work.position().commitHeight())
            .thenComparingInt(work -> work.position().commitIndex())
            .thenComparing(Work::id);

    private final WorkLedger ledger;

    Claims(WorkLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * @param accepted the matches that were accepted, best first; not empty
     */
    Identification.Confirmed of(List<Match> accepted) {
        Match best = accepted.get(0);
        SortedSet<Work> claims = new TreeSet<>(COMMIT_ORDER);
        claims.add(best.work());
        claims.addAll(ledger.claims(best.work().id()));
        Address owner = best.work().owner();
        for (Match match : accepted) {
            // Another picture of a series by the same owner is no claim on this one.
            if (!match.work().owner().equals(owner)) {
                claims.addAll(ledger.claims(match.work().id()));
                claims.add(match.work());
            }
        }
        return new Identification.Confirmed(claims.first(), best.method(), best.score(), List.copyOf(claims));
    }
}
