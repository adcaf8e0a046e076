package one.imago.watermark.robust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the best of many candidates. */
final class Top {
    private final int most;
    private final PriorityQueue<Candidate> kept = new PriorityQueue<>(Comparator.comparingDouble(Candidate::score));

    Top(int most) {
        this.most = most;
    }

    /** Whether a candidate of this score would be kept now. */
    boolean wants(double score) {
        Candidate worst = kept.peek();
        return score > 0 && (kept.size() < most || (worst != null && score > worst.score()));
    }

    void add(Candidate candidate) {
        if (wants(candidate.score())) {
            kept.add(candidate);
            if (kept.size() > most) {
                kept.poll();
            }
        }
    }

    /** Best first. */
    List<Candidate> list() {
        List<Candidate> sorted = new ArrayList<>(kept);
        sorted.sort(Comparator.comparingDouble(Candidate::score).reversed());
        return sorted;
    }
}
