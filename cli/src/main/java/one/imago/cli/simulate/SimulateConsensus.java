package one.imago.cli.simulate;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import one.imago.chain.consensus.ConsensusSimulation;
import one.imago.chain.consensus.Fault;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Producers that agree, or not, while messages, disks and clocks fail. */
@Command(
        name = "consensus",
        description = {
            "Simulate producers that agree on blocks while things fail.",
            "The classes that a node runs, in one thread, on a virtual clock. After every event it is checked that honest"
                    + " nodes agree on what is final, that it is valid, and that no crash undoes it; when the rounds"
                    + " are over the faults end and the network must go on. The same seed always gives the same run."
        },
        footer = {
            "",
            "Exit code 1 when something was violated.",
            "",
            "Example:",
            "  imago simulate consensus --nodes 4 --seed 1 --runs 1000 --rounds 50 --faults all"
        })
public final class SimulateConsensus implements Action {
    private final Terminal terminal;

    @Option(names = "--nodes", paramLabel = "N", description = "Producers, 1 to 64. Default: 4.")
    private int nodes = 4;

    @Option(names = "--seed", paramLabel = "S", description = "Of all chance. Default: 1.")
    private long seed = 1;

    @Option(names = "--rounds", paramLabel = "R", description = "After which the faults end, 1 to 100000. Default: 50.")
    private long rounds = 50;

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "LIST",
            description =
                    "Of delay, loss, reorder, duplicate, partition, skew, crash, torn, twins; or all. Default: none.")
    private String[] faults = {};

    @Option(names = "--runs", paramLabel = "N", description = "Seeds from --seed up, 1 to 1000000. Default: 1.")
    private int runs = 1;

    public SimulateConsensus(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Failure {
        if (nodes < 1 || nodes > 64 || rounds < 1 || rounds > 100_000 || runs < 1 || runs > 1_000_000) {
            throw Failure.usage(
                    "--nodes is from 1 to 64, --rounds from 1 to 100000 and --runs from 1 to 1000000", "see --help");
        }
        Set<Fault> wanted = wanted();
        boolean agreement = true;
        long violations = 0;
        long finalizedHeight = Long.MAX_VALUE;
        ArrayNode failed = Json.array();
        for (int run = 0; run < runs; run++) {
            long each = seed + run;
            var result = ConsensusSimulation.run(new ConsensusSimulation.Settings(nodes, each, rounds, wanted));
            agreement &= result.agreement();
            violations += result.violations();
            finalizedHeight = Math.min(finalizedHeight, result.finalizedHeight());
            if (result.violations() > 0) {
                failed.add(each);
                result.reasons().forEach(reason -> terminal.say("seed " + each + ": " + reason));
            }
        }
        ObjectNode json = Json.object()
                .put("agreement", agreement)
                .put("finalizedHeight", finalizedHeight)
                .put("violations", violations)
                .put("runs", runs);
        json.set("failedSeeds", failed);
        return new Answer(
                violations == 0 ? ExitCode.YES : ExitCode.NO,
                json,
                new Table()
                        .row("agreement", agreement ? "yes" : "no")
                        .row("final height", finalizedHeight)
                        .row("violations", violations)
                        .row("runs", runs)
                        .toString());
    }

    private Set<Fault> wanted() throws Failure {
        Set<Fault> wanted = EnumSet.noneOf(Fault.class);
        for (String name : faults) {
            if (name.equals("all")) {
                return EnumSet.allOf(Fault.class);
            }
            wanted.add(Arrays.stream(Fault.values())
                    .filter(fault -> word(fault).equals(name))
                    .findFirst()
                    .orElseThrow(() -> Failure.usage(
                            "there is no fault " + name,
                            "faults are all, "
                                    + Arrays.stream(Fault.values())
                                            .map(SimulateConsensus::word)
                                            .collect(Collectors.joining(", ")))));
        }
        return wanted;
    }

    private static String word(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT);
    }
}
