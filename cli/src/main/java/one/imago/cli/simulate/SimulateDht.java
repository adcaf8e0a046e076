package one.imago.cli.simulate;

import java.util.Locale;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import one.imago.p2p.kad.KadParameters;
import one.imago.p2p.simulation.DhtSimulation;
import one.imago.p2p.simulation.SimulationPlan;
import one.imago.p2p.simulation.SimulationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Runs {@link DhtSimulation}. */
@Command(
        name = "dht",
        description = {
            "Simulate a network that looks up who provides content.",
            "The node's own routing table, lookups and records, on a virtual clock and a network in memory with"
                    + " latency and loss. Content is published, the network is hurt, and honest living nodes look the"
                    + " content up. success is the part of lookups that met the true provider's record; hops counts peers"
                    + " on the way to it; millis is virtual time; heapMiB is what the whole network holds after a"
                    + " collection."
        },
        footer = {"", "Example:", "  imago simulate dht --nodes 1000 --seed 1 --kill 0.5 --lookups 10000"})
public final class SimulateDht implements Action {
    private final Terminal terminal;

    @Option(names = "--nodes", paramLabel = "N", required = true, description = "Nodes, 2 to 100000.")
    private int nodes;

    @Option(names = "--seed", paramLabel = "S", required = true, description = "Whatever is left to chance follows it.")
    private long seed;

    @Option(names = "--kill", paramLabel = "F", description = "Part of the nodes that dies at once before the lookups.")
    private double kill;

    @Option(names = "--churn", paramLabel = "F", description = "Part that is replaced by new nodes during the lookups.")
    private double churn;

    @Option(names = "--evil", paramLabel = "F", description = "Part that lies: denies records, names invented peers.")
    private double evil;

    @Option(
            names = "--sybils",
            paramLabel = "K",
            description = "Lying ids nearer to one key than any other; all lookups are for it.")
    private int sybils;

    @Option(names = "--lookups", paramLabel = "L", description = "Lookups. Default: 10000.")
    private int lookups = 10_000;

    @Option(names = "--alpha", paramLabel = "A", description = "Open questions on a path. Default: the node's.")
    private int alpha = KadParameters.standard().lookup().alpha();

    @Option(names = "--paths", paramLabel = "P", description = "Disjoint paths, 1 to 20. Default: the node's.")
    private int paths = KadParameters.standard().lookup().paths();

    public SimulateDht(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Failure {
        SimulationReport report = new DhtSimulation(plan(), parameters(), terminal::say).run();
        ObjectNode result = Json.object()
                .put("nodes", nodes)
                .put("seed", seed)
                .put("lookups", lookups)
                .put("success", report.success())
                .put("missed", report.lookups() - report.found())
                .put("hopsP50", SimulationReport.percentile(report.hops(), 0.5))
                .put("hopsP99", SimulationReport.percentile(report.hops(), 0.99))
                .put("millisP50", SimulationReport.percentile(report.millis(), 0.5))
                .put("millisP99", SimulationReport.percentile(report.millis(), 0.99))
                .put("keepers", rounded(report.keepers()))
                .put("messagesPerLookup", rounded(report.messagesPerLookup()))
                .put("heapMiB", (report.heapBytes() + (1 << 20) - 1) >> 20)
                .put("startSeconds", rounded(report.startSeconds()))
                .put("seconds", rounded(report.seconds()));
        return Answer.yes(result, text(result));
    }

    private SimulationPlan plan() throws Failure {
        try {
            return new SimulationPlan(nodes, seed, kill, churn, evil, sybils, lookups);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()), "see --help");
        }
    }

    private KadParameters parameters() throws Failure {
        if (alpha < 1 || alpha > 20 || paths < 1 || paths > 20) {
            throw Failure.usage("--alpha and --paths are from 1 to 20", "see --help");
        }
        KadParameters standard = DhtSimulation.parameters();
        return standard.with(standard.lookup().withWidth(alpha, paths));
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
}
