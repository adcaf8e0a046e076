package one.imago.cli.bench;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many readings ended how.
 *
 * @param exact the picture's own id and no other
 * @param wrong any other id
 * @param none no id
 */
record MarkTally(int exact, int wrong, int none) {
    static MarkTally of(Collection<MarkTrial> trials) {
        Map<MarkTrial.Outcome, Integer> counts = new EnumMap<>(MarkTrial.Outcome.class);
        trials.forEach(trial -> counts.merge(trial.outcome(), 1, Integer::sum));
        return new MarkTally(
                counts.getOrDefault(MarkTrial.Outcome.EXACT, 0),
                counts.getOrDefault(MarkTrial.Outcome.WRONG, 0),
                counts.getOrDefault(MarkTrial.Outcome.NONE, 0));
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
