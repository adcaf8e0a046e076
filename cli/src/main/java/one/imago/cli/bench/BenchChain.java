package one.imago.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import one.imago.cli.client.Pause;
import one.imago.cli.client.RpcClient;
import one.imago.cli.node.NodeProcess;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Keystore;
import one.imago.node.crypto.SigningKey;
import one.imago.node.service.ThreadExecutors;
import one.imago.node.storage.DataDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Measures the ledger end to end: one real node process, load over RPC, only final transactions counted. */
@Command(
        name = "chain",
        description = {
            "Measure the ledger end to end.",
            "Starts a real node process on a throwaway directory, signs the load beforehand, submits it over RPC and"
                    + " counts only what is final. Leave the machine alone meanwhile: node and load share its cores."
        },
        footer = {"", "Example:", "  imago bench chain --seconds 30 --accounts 2000"})
public final class BenchChain implements Action {
    private static final int SUBMITTERS = 2;
    private static final long POLL_MILLIS = 25;
    private static final long DRAIN_NANOS = 60_000_000_000L;

    private final Terminal terminal;

    @Option(names = "--nodes", paramLabel = "N", description = "Node processes. This release has one: 1.")
    private int nodes = 1;

    @Option(names = "--seconds", paramLabel = "S", description = "How long to submit, 1 to 600. Default: 20.")
    private int seconds = 20;

    @Option(names = "--accounts", paramLabel = "N", description = "Funded accounts, 500 to 9999. Default: 2000.")
    private int accounts = 2_000;

    @Option(names = "--kind", paramLabel = "KIND", description = "transfer (the default) or register.")
    private String kind = "transfer";

    @Option(
            names = "--prepared",
            paramLabel = "N",
            description = "Transactions to sign beforehand, for each second. Default: 12000. The run ends early when"
                    + " they are used up.")
    private int preparedPerSecond = 12_000;

    public BenchChain(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        check();
        Path root = Files.createTempDirectory("imago-bench");
        try (ThreadExecutors threads = new ThreadExecutors()) {
            DataDirectory directory = new DataDirectory(root.resolve("node"));
            String passphrase = Long.toHexString(terminal.random().nextLong());
            SigningKey producer =
                    new Keystore(directory.keystore(), terminal.random()).create("producer", passphrase.toCharArray());
            LoadPlan plan = new LoadPlan(
                    accounts, producer.publicKey(), terminal.clock().millis(), terminal.random());
            Path genesis = root.resolve("genesis.toml");
            Files.writeString(genesis, plan.genesis().toToml());
            terminal.say("signing the load …");
            int count = Math.multiplyExact(seconds, preparedPerSecond);
            List<LoadPlan.Batch> load = kind.equals("transfer") ? plan.transfers(count) : plan.registrations(count / 2);
            terminal.say("starting a node …");
            try (NodeProcess node = NodeProcess.start(
                    directory.root(),
                    passphrase,
                    List.of("--network", genesis.toString(), "--producer", "producer", "--rpc-port", "0"))) {
                return measure(node, RpcClient.on(terminal, directory.root()), load, threads);
            }
        } finally {
            delete(root);
        }
    }

    private void check() throws Failure {
        if (nodes != 1) {
            throw Failure.usage("--nodes " + nodes + ": this release measures one node", "leave --nodes away");
        }
        if (seconds < 1 || seconds > 600 || accounts < LoadPlan.BATCH || accounts > 9_999) {
            throw Failure.usage("--seconds is from 1 to 600 and --accounts from 500 to 9999", "see --help");
        }
        if (!kind.equals("transfer") && !kind.equals("register")) {
            throw Failure.usage("--kind is transfer or register, not " + kind, "see --help");
        }
        if (preparedPerSecond < 1 || (long) seconds * preparedPerSecond > 2_000_000) {
            throw Failure.usage("at most 2000000 transactions are prepared", "lower --seconds or --prepared");
        }
    }

    private Answer measure(NodeProcess process, RpcClient node, List<LoadPlan.Batch> load, ThreadExecutors threads)
            throws Failure {
        FinalityWatch watch = new FinalityWatch(node);
        LinkedBlockingQueue<LoadPlan.Batch> queue = new LinkedBlockingQueue<>(load);
        AtomicInteger submitted = new AtomicInteger();
        AtomicReference<Failure> failure = new AtomicReference<>();
        long nodeCpu = process.cpuNanos();
        long ownCpu = ownCpuNanos();
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < SUBMITTERS; i++) {
            Submitter submitter = new Submitter(node, queue, watch, () -> System.nanoTime() < end, submitted, failure);
            running.add(CompletableFuture.runAsync(submitter, threads.singleThread("submitter-" + i)));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(running.toArray(CompletableFuture[]::new));
        terminal.say("submitting for " + seconds + " s …");
        while (failure.get() == null
                && (!all.isDone() || watch.waiting() > 0)
                && System.nanoTime() < end + DRAIN_NANOS
                && (watch.waiting() > 0 || (System.nanoTime() < end && !queue.isEmpty()) || submitted.get() == 0)) {
            watch.poll();
            Pause.millis(POLL_MILLIS);
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        double elapsed = (watch.lastFinalNanos() - start) / 1e9;
        int finalized = watch.finalized();
        if (finalized == 0) {
            throw new Failure(ExitCode.FAULT, "nothing-final", "no transaction became final", "see the node's log");
        }
        ObjectNode result = Json.object()
                .put("kind", kind)
                .put("nodes", nodes)
                .put("accounts", accounts)
                .put("txPerSecond", Math.round(finalized / elapsed))
                .put("submitted", submitted.get())
                .put("finalized", finalized)
                .put("seconds", Math.round(elapsed * 10) / 10.0)
                .put(
                        "stateRoot",
                        node.call("chain_head", Json.object()).path("stateRoot").asString(""))
                .put("cpuMicrosPerTx", (process.cpuNanos() - nodeCpu) / 1_000 / finalized)
                .put("generatorCpuSeconds", Math.round((ownCpuNanos() - ownCpu) / 1e8) / 10.0)
                .put("finalityP50Ms", watch.latencyMillis(0.5))
                .put("finalityP99Ms", watch.latencyMillis(0.99));
        return Answer.yes(result, text(result));
    }

    private static String text(ObjectNode result) {
        Table table = new Table();
        for (var entry : result.properties()) {
            String value = entry.getValue().asString();
            table.row(entry.getKey().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT), value);
        }
        return table.toString();
    }

    private static long ownCpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private static void delete(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
