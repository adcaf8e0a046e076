package one.imago.cli.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import one.imago.cli.terminal.Json;
import tools.jackson.databind.node.ObjectNode;

/** What was found of the copies that one transformation made. */
final class CopyTally {
    /** Columns: found by the whole search, proposed by details, and what hashes alone find. */
    static final String HEAD = String.format(
            Locale.ROOT,
            "%-16s %6s %8s %8s %8s %8s %8s %8s",
            "recall, %",
            "search",
            "details",
            "codes",
            "phash0",
            "phash1",
            "pdq",
            "ms");

    private final String name;
    private final int[] found = new int[6];
    private final List<Double> times = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> falseNames = new ArrayList<>();
    private long wrongPairs;

    CopyTally(String name) {
        this.name = name;
    }

    static CopyTally sum(String name, List<CopyTally> tallies) {
        CopyTally sum = new CopyTally(name);
        for (CopyTally tally : tallies) {
            for (int i = 0; i < sum.found.length; i++) {
                sum.found[i] += tally.found[i];
            }
            sum.times.addAll(tally.times);
            sum.failures.addAll(tally.failures);
            sum.falseNames.addAll(tally.falseNames);
            sum.wrongPairs += tally.wrongPairs;
        }
        return sum;
    }

    void add(CopyTrial.Outcome outcome) {
        boolean[] ways = {
            outcome.found(),
            outcome.byDetails(),
            outcome.byCodes(),
            outcome.byPhash0(),
            outcome.byPhash1(),
            outcome.byPdq()
        };
        for (int i = 0; i < ways.length; i++) {
            found[i] += ways[i] ? 1 : 0;
        }
        times.add(outcome.millis());
        wrongPairs += outcome.wrongPairs();
        if (!outcome.found()) {
            failures.add(name + " " + outcome.picture() + ": " + outcome.relation());
        }
        outcome.falseNames().forEach(wrong -> falseNames.add(name + " " + outcome.picture() + " as " + wrong));
    }

    int copies() {
        return times.size();
    }

    double recall() {
        return share(0);
    }

    private double share(int way) {
        return times.isEmpty() ? 0 : found[way] / (double) times.size();
    }

    long wrongPairs() {
        return wrongPairs;
    }

    /** With 95 % confidence fewer of the hard wrong pairs are accepted than this share: the rule of three when none was. */
    double falseBound() {
        double k = falseNames.size();
        return wrongPairs == 0 ? 1 : Math.min(1, (k + 3 + 2 * Math.sqrt(k)) / wrongPairs);
    }

    List<String> failures() {
        return failures;
    }

    List<String> falseNames() {
        return falseNames;
    }

    double meanMillis() {
        return times.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    double millis(double quantile) {
        double[] sorted = times.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, (long) (quantile * sorted.length))];
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-16s %6.1f %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f",
                name,
                100 * share(0),
                100 * share(1),
                100 * share(2),
                100 * share(3),
                100 * share(4),
                100 * share(5),
                meanMillis());
    }

    ObjectNode json() {
        return Json.object()
                .put("transformation", name)
                .put("copies", copies())
                .put("recall", recall())
                .put("details", share(1))
                .put("codes", share(2))
                .put("phash0", share(3))
                .put("phash1", share(4))
                .put("pdq", share(5))
                .put("wrongPairs", wrongPairs)
                .put("falseAccepts", falseNames.size())
                .put("searchCpuMs", meanMillis());
    }
}
