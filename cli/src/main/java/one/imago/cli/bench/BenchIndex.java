package one.imago.cli.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import one.imago.node.service.ThreadExecutors;
import one.imago.watermark.hamming.HammingHit;
import one.imago.watermark.hamming.HammingIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Measures the index of codes, judged by a scan of the same codes in the same run. */
@Command(
        name = "index",
        description = {
            "Measure the search for near fingerprints.",
            "Fills the index with codes, searches for neighbours, and compares every answer with a plain scan of the same"
                    + " codes. meanMicros and linearMicros are CPU time on one thread, p99Micros is by the clock:"
                    + " leave the machine alone for it."
        },
        footer = {
            "",
            "Exit code 1 when an answer differs from the scan's.",
            "",
            "Example:",
            "  imago bench index --codes 10000000 --radius 8"
        })
public final class BenchIndex implements Action {
    private static final int WARM_UP = 2_000;
    private static final int MOST_HITS = 1_000;
    private static final Comparator<HammingHit> NEAREST_FIRST =
            Comparator.comparingInt(HammingHit::distance).thenComparing(HammingHit::item, Long::compareUnsigned);

    private final Terminal terminal;

    @Option(names = "--codes", paramLabel = "N", description = "Codes, 1 to 100000000. Default: 1000000.")
    private int codes = 1_000_000;

    @Option(names = "--radius", paramLabel = "R", description = "Differing bits, 0 to 15. Default: 8.")
    private int radius = 8;

    @Option(names = "--queries", paramLabel = "Q", description = "Searches, 100 to 100000. Default: 1000.")
    private int queries = 1_000;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "random (the default), or pictures: half of the bits set, every other code one of a scene.")
    private String kind = "random";

    @Option(
            names = "--grow",
            description = "Add the codes one by one, as a node does, with the sorting in the background; default: all"
                    + " at once, as at a node's start.")
    private boolean grow;

    public BenchIndex(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        check();
        CodeLoad load = new CodeLoad(codes, kind.equals("pictures"));
        try (ThreadExecutors threads = new ThreadExecutors()) {
            terminal.say("filling the index …");
            long start = System.nanoTime();
            ExecutorService sorter = threads.singleThread("sorter");
            HammingIndex index = new HammingIndex(sorter);
            fill(index, load.codes());
            sorter.submit(() -> {}).get();
            double seconds = (System.nanoTime() - start) / 1e9;
            ObjectNode result = Json.object()
                    .put("codes", codes)
                    .put("kind", kind)
                    .put("radius", radius)
                    .put("queries", queries)
                    .put("buildSeconds", rounded(seconds))
                    .put("bytesPerCode", rounded(index.bytes() / (double) codes));
            return measure(index, load, result);
        }
    }

    private void check() throws Failure {
        if (codes < 1 || codes > 100_000_000 || radius < 0 || radius > 15) {
            throw Failure.usage("--codes is from 1 to 100000000 and --radius from 0 to 15", "see --help");
        }
        if (queries < 100 || queries > 100_000) {
            throw Failure.usage("--queries is from 100 to 100000", "see --help");
        }
        if (!kind.equals("random") && !kind.equals("pictures")) {
            throw Failure.usage("--kind is random or pictures, not " + kind, "see --help");
        }
    }

    private void fill(HammingIndex index, long[] all) {
        if (grow) {
            for (int i = 0; i < all.length; i++) {
                index.add(i, all[i]);
            }
            return;
        }
        index.addAll(sink -> {
            for (int i = 0; i < all.length; i++) {
                sink.add(i, all[i]);
            }
        });
    }

    private Answer measure(HammingIndex index, CodeLoad load, ObjectNode result) {
        terminal.say("searching …");
        for (long query : load.queries(WARM_UP, radius)) {
            index.near(query, radius, MOST_HITS);
        }
        long[] searched = load.queries(queries, radius);
        List<List<HammingHit>> answers = new ArrayList<>();
        long[] nanos = new long[queries];
        long cpu = cpuNanos();
        for (int i = 0; i < queries; i++) {
            long start = System.nanoTime();
            answers.add(index.near(searched[i], radius, MOST_HITS));
            nanos[i] = System.nanoTime() - start;
        }
        double mean = (cpuNanos() - cpu) / 1e3 / queries;
        Arrays.sort(nanos);
        terminal.say("scanning …");
        LinearScan scan = new LinearScan(load.codes(), radius);
        for (int i = 0; i < 3; i++) {
            scan.near(searched[i]);
        }
        int mismatches = 0;
        cpu = cpuNanos();
        List<List<HammingHit>> judged = new ArrayList<>();
        for (long query : searched) {
            judged.add(scan.near(query));
        }
        double linear = (cpuNanos() - cpu) / 1e3 / queries;
        long hits = 0;
        for (int i = 0; i < queries; i++) {
            List<HammingHit> right = judged.get(i).stream()
                    .sorted(NEAREST_FIRST)
                    .limit(MOST_HITS)
                    .toList();
            hits += right.size();
            mismatches += answers.get(i).equals(right) ? 0 : 1;
        }
        result.put("meanMicros", rounded(mean))
                .put("p50Micros", rounded(nanos[queries / 2] / 1e3))
                .put("p99Micros", rounded(nanos[(int) (queries * 99L / 100)] / 1e3))
                .put("linearMicros", rounded(linear))
                .put("timesFaster", rounded(linear / mean))
                .put("hits", hits)
                .put("mismatches", mismatches);
        return new Answer(mismatches == 0 ? ExitCode.YES : ExitCode.NO, result, text(result));
    }

    private static String text(ObjectNode result) {
        Table table = new Table();
        for (var entry : result.properties()) {
            String name = entry.getKey().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
            table.row(name, entry.getValue().asString());
        }
        return table.toString();
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
