package one.imago.cli.bench;

import java.util.Collection;

/**
 * How many readings ended how.
 *
 * @param exact the picture's own id and no other
 * @param wrong any other id
 * @param none no id
 */
record MarkTally(int exact, int wrong, int none) {
    static MarkTally of(Collection<MarkTrial> trials) {
        int[] counts = new int[MarkTrial.Outcome.values().length];
        trials.forEach(trial -> counts[trial.outcome().ordinal()]++);
        return new MarkTally(counts[0], counts[1], counts[2]);
    }

    int trials() {
        return exact + wrong + none;
    }

    /** Share of exact readings, 0 to 1. */
    double recovery() {
        return trials() == 0 ? 0 : exact / (double) trials();
    }

    /**
     * What the rate of an event may be at most, with 95 % confidence, when it was not seen in so many trials (the rule
     * of three); where it was seen, two standard deviations above what was seen, roughly.
     */
    static double bound95(int seen, int trials) {
        return trials == 0 ? 1 : Math.min(1, (seen + 3 + (seen == 0 ? 0 : 2 * Math.sqrt(seen))) / trials);
    }
}
