package one.imago.cli.simulate;

import java.util.Locale;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import one.imago.p2p.replica.SurvivalTrial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** How many originals outlive the death of many nodes. */
@Command(
        name = "content",
        description = {
            "Let many nodes die at once, and count the originals that are left, before anything is repaired.",
            "Each original lies in N shards on N nodes, placed as nodes place them; any K give it back. In each round"
                    + " other nodes die. Some originals are real files that are cut, and put together again from what is"
                    + " left, byte for byte. expected is what the hypergeometric distribution says."
        },
        footer = {
            "",
            "Exit code 1 when a real original of which K shards were left did not come back.",
            "",
            "Example:",
            "  imago simulate content --nodes 1000 --pictures 1000 --kill 0.5 --data 10 --total 30 --seed 1"
        })
public final class SimulateContent implements Action {
    private final Terminal terminal;

    @Option(names = "--nodes", paramLabel = "N", description = "Nodes, 2 to 10000. Default: 1000.")
    private int nodes = 1_000;

    @Option(names = "--pictures", paramLabel = "P", description = "Originals, 1 to 100000. Default: 1000.")
    private int pictures = 1_000;

    @Option(names = "--kill", paramLabel = "F", description = "Fraction of the nodes that dies. Default: 0.5.")
    private double kill = 0.5;

    @Option(names = "--data", paramLabel = "K", description = "Shards that suffice. Default: 10.")
    private int data = 10;

    @Option(names = "--total", paramLabel = "N", description = "Shards there are, at most 255. Default: 30.")
    private int total = 30;

    @Option(names = "--rounds", paramLabel = "R", description = "How often, 1 to 10000. Default: 100.")
    private int rounds = 100;

    @Option(names = "--real", paramLabel = "M", description = "Originals with real bytes, at most 1000. Default: 50.")
    private int real = 50;

    @Option(names = "--seed", paramLabel = "S", description = "Repeats a run. Default: 1.")
    private long seed = 1;

    public SimulateContent(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        check();
        terminal.say("placing shards …");
        SurvivalTrial.Result result = new SurvivalTrial(new SurvivalTrial.Plan(
                        pictures, nodes, kill, data, total, rounds, Math.min(real, pictures), seed))
                .run();
        ObjectNode json = Json.object()
                .put("survived", result.survived())
                .put("worstRound", result.worst())
                .put("expected", result.expected())
                .put("restored", result.restored())
                .put("restorable", result.restorable())
                .put("nodes", nodes)
                .put("killed", result.killed())
                .put("pictures", pictures)
                .put("data", data)
                .put("total", total)
                .put("rounds", rounds)
                .put("seed", seed);
        String text = new Table()
                .row("shards", data + " of " + total)
                .row("died", result.killed() + " of " + nodes + " nodes, " + rounds + " rounds")
                .row("survived", percent(result.survived()))
                .row("worst round", percent(result.worst()))
                .row("expected", percent(result.expected()))
                .row(
                        "restored",
                        result.restored() + " of " + result.restorable() + " real files with enough shards left")
                .toString();
        return new Answer(result.restored() == result.restorable() ? ExitCode.YES : ExitCode.NO, json, text);
    }

    private void check() throws Failure {
        if (nodes < 2 || nodes > 10_000 || pictures < 1 || pictures > 100_000) {
            throw Failure.usage("--nodes is from 2 to 10000 and --pictures from 1 to 100000", "see --help");
        }
        if (data < 1 || total < data || total > 255 || total > nodes) {
            throw Failure.usage("--data is at most --total, and --total at most 255 and at most --nodes", "see --help");
        }
        if (!(kill >= 0 && kill <= 1) || rounds < 1 || rounds > 10_000 || real < 0 || real > 1_000) {
            throw Failure.usage(
                    "--kill is from 0 to 1, --rounds from 1 to 10000 and --real from 0 to 1000", "see --help");
        }
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.3f %%", 100 * fraction);
    }
}
