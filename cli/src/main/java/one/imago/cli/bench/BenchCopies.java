package one.imago.cli.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import one.imago.watermark.attack.Attack;
import one.imago.watermark.attack.Attacks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Measures copy detection over a folder of pictures. */
@Command(
        name = "copies",
        description = {
            "Measure copy detection over a folder of different pictures.",
            "Registers each picture in an index of its own as a node would, from a preview; changes it in thirty-five"
                    + " ways, and searches. Beside it the hashes alone, on the same copies. Every compared work that is"
                    + " not the right one is a hard wrong pair. Times are CPU times of one thread, without decoding."
                    + " Needs no node."
        },
        footer = {
            "",
            "Examples:",
            "  imago bench copies photos",
            "  imago bench copies photos --every 20 --works 100000"
        })
public final class BenchCopies implements Action {
    private static final int MOST_PICTURES = 5_000;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder; what is below it counts too.")
    private Path folder = Path.of("");

    @Option(
            names = "--every",
            paramLabel = "N",
            description = "All pictures are registered, but only every Nth is copied and searched. Default: 1.")
    private int every = 1;

    @Option(
            names = "--works",
            paramLabel = "N",
            description = "Fill the index up to N works with made-up ones whose details are those of the pictures,"
                    + " changed. They need 30 KB of memory each. Default: none.")
    private int works;

    public BenchCopies(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        if (every < 1 || works < 0 || works > 1_000_000) {
            throw Failure.usage("--every is at least 1, --works at most 1000000", "see --help");
        }
        List<Path> files = PictureFolder.list(folder, MOST_PICTURES);
        try (CopyTrial trial = new CopyTrial()) {
            for (Path file : files) {
                trial.register(folder.relativize(file).toString(), PictureFolder.read(file));
            }
            terminal.say("registered " + files.size() + " pictures");
            trial.fill(works - files.size(), new SplittableRandom(1));
            List<CopyTally> tallies = new ArrayList<>();
            for (Attack attack : Attacks.copies()) {
                CopyTally tally = new CopyTally(attack.name());
                for (int i = 0; i < files.size(); i += every) {
                    tally.add(trial.search(i, attack));
                }
                tallies.add(tally);
                terminal.say(tally.line());
            }
            return answer(trial, tallies);
        }
    }

    private Answer answer(CopyTrial trial, List<CopyTally> tallies) {
        CopyTally all = CopyTally.sum("mean", tallies);
        ArrayNode rows = Json.array();
        ArrayNode failures = Json.array();
        ArrayNode wrong = Json.array();
        StringBuilder text = new StringBuilder(CopyTally.HEAD);
        for (CopyTally tally : tallies) {
            rows.add(tally.json());
            text.append('\n').append(tally.line());
            tally.failures().forEach(failures::add);
            tally.falseNames().forEach(wrong::add);
        }
        text.append('\n').append(all.line());
        ObjectNode json = Json.object()
                .put("pictures", trial.size())
                .put("works", trial.works())
                .put("copies", all.copies())
                .put("meanRecall", round(all.recall()))
                .put("wrongPairs", all.wrongPairs())
                .put("falseAccepts", all.falseNames().size())
                .put("falseAcceptBound95", round(all.falseBound()))
                .put("searchCpuMs", round(all.meanMillis()))
                .put("searchCpuMsP99", round(all.millis(0.99)))
                .put("registerCpuMs", round(trial.registerMillis()))
                .put("bytesPerWork", trial.bytesPerWork());
        json.set("rows", rows);
        json.set("failures", failures);
        json.set("wrong", wrong);
        text.append(String.format(
                Locale.ROOT,
                "%n%d works, %d copies; %d hard wrong pairs, %d accepted (95 %%: below %.2e)%n"
                        + "search %.1f ms CPU (99 %%: %.1f), registering %.1f ms, %d bytes of memory a work",
                trial.works(),
                all.copies(),
                all.wrongPairs(),
                all.falseNames().size(),
                all.falseBound(),
                all.meanMillis(),
                all.millis(0.99),
                trial.registerMillis(),
                trial.bytesPerWork()));
        failures.forEach(failure -> text.append("\nmissed ").append(failure.asString("")));
        wrong.forEach(name -> text.append("\nWRONG ").append(name.asString("")));
        return Answer.yes(json, text.toString());
    }

    private static double round(double value) {
        return value < 0.01 ? value : Math.round(value * 1e4) / 1e4;
    }
}
