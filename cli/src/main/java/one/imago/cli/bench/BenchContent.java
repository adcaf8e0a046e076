package one.imago.cli.bench;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import one.imago.chain.genesis.DevNetwork;
import one.imago.cli.client.Pause;
import one.imago.cli.client.RpcClient;
import one.imago.cli.node.NodeProcess;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Grid;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Measures the exchange of content between real node processes, over their RPC. */
@Command(
        name = "content",
        description = {
            "Measure how fast nodes exchange content.",
            "Starts real node processes on throwaway directories. fetch: one puts files, another fetches each for the"
                    + " first time and hands it out over HTTP; its whole CPU counts. provide: files are put on the nodes"
                    + " in turn, each until the network knows who has it. Leave the machine alone meanwhile."
        },
        footer = {"", "Example:", "  imago bench content --nodes 20"})
public final class BenchContent implements Action {
    private static final int WARM_UP = 30;
    private static final int PROVIDE_WARM_UP = 20;
    private static final int PROVIDED_BYTES = 100_000;
    private static final long MEETING_NANOS = 120_000_000_000L;
    private static final long POLL_MILLIS = 100;

    private final Terminal terminal;

    @Option(names = "--nodes", paramLabel = "N", description = "Node processes, 2 to 50. Default: 20.")
    private int nodes = 20;

    @Option(names = "--files", paramLabel = "N", description = "Files that are fetched, 10 to 1000. Default: 100.")
    private int files = 100;

    @Option(names = "--bytes", paramLabel = "N", description = "Size of each, up to 64 MiB. Default: 2000000.")
    private int bytes = 2_000_000;

    @Option(names = "--puts", paramLabel = "N", description = "Files that are put, 10 to 10000. Default: 200.")
    private int puts = 200;

    public BenchContent(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A running node and the way to it. */
    private record Member(NodeProcess process, RpcClient rpc) {}

    @Override
    public Answer run() throws Exception {
        check();
        Path root = Files.createTempDirectory("imago-bench");
        List<Member> members = new ArrayList<>();
        try {
            start(root, members);
            ArrayNode rows = Json.object().putArray("rows");
            fetch(members.get(0), members.get(1), rows.addObject());
            provide(members, rows.addObject());
            Grid grid = new Grid("", "p50 ms", "p99 ms", "MB/s", "MB per CPU second", "of");
            for (var row : rows) {
                grid.row(
                        row.path("table").asString(),
                        row.path("p50Ms").asString(),
                        row.path("p99Ms").asString(),
                        row.path("mbPerSecond").asString("-"),
                        row.path("mbPerClientCpuSecond").asString("-"),
                        row.path("count").asString());
            }
            ObjectNode result = Json.object().put("java", Runtime.version().toString());
            result.set("rows", rows);
            return Answer.yes(result, grid.toString());
        } finally {
            for (Member member : members) {
                member.process().close();
            }
            delete(root);
        }
    }

    private void check() throws Failure {
        if (nodes < 2 || nodes > 50 || files < 10 || files > 1000 || puts < 10 || puts > 10_000) {
            throw Failure.usage("--nodes is 2 to 50, --files 10 to 1000, --puts 10 to 10000", "see --help");
        }
        if (bytes < 1 || bytes > 64 << 20) {
            throw Failure.usage("--bytes is 1 to " + (64 << 20), "see --help");
        }
    }

    /** A network in which nobody makes blocks, so that content is all there is to do. */
    private void start(Path root, List<Member> members) throws IOException, Failure {
        Path genesis = root.resolve("genesis.toml");
        PublicKey nobody = PublicKey.of(new byte[PublicKey.LENGTH]);
        Files.writeString(
                genesis,
                DevNetwork.create(
                                Address.of(new byte[Address.LENGTH]),
                                nobody,
                                Hash.ZERO,
                                terminal.clock().millis())
                        .toToml());
        terminal.say("starting " + nodes + " nodes …");
        for (int i = 0; i < nodes; i++) {
            List<String> arguments =
                    new ArrayList<>(List.of("--network", genesis.toString(), "--rpc-port", "0", "--p2p-port", "0"));
            if (i > 0) {
                arguments.addAll(List.of("--bootstrap", members.get(0).process().peerAddress()));
            }
            Path directory = root.resolve("node" + i);
            NodeProcess process = NodeProcess.start(directory, "bench", arguments);
            members.add(new Member(process, RpcClient.on(terminal, directory)));
        }
        awaitMeeting(members);
    }

    private void awaitMeeting(List<Member> members) throws Failure {
        long deadline = System.nanoTime() + MEETING_NANOS;
        int wanted = Math.min(members.size() - 1, 8);
        for (Member member : members) {
            while (member.rpc().call("node_peers", Json.object()).path("peers").size() < wanted) {
                if (System.nanoTime() > deadline) {
                    throw new Failure(ExitCode.FAULT, "no-network", "the nodes did not meet", "see their logs");
                }
                Pause.millis(POLL_MILLIS);
            }
        }
    }

    private void fetch(Member holder, Member client, ObjectNode row) throws Failure {
        terminal.say("putting " + (files + WARM_UP) + " files …");
        List<String> cids = new ArrayList<>();
        for (int i = 0; i < files + WARM_UP; i++) {
            cids.add(put(holder, bytes));
        }
        terminal.say("fetching them …");
        for (String cid : cids.subList(0, WARM_UP)) {
            client.rpc().fetch("/v1/content/" + cid);
        }
        long[] nanos = new long[files];
        long cpu = client.process().cpuNanos();
        for (int i = 0; i < files; i++) {
            long start = System.nanoTime();
            int length = client.rpc().fetch("/v1/content/" + cids.get(WARM_UP + i)).length;
            nanos[i] = System.nanoTime() - start;
            if (length != bytes) {
                throw new Failure(ExitCode.FAULT, "wrong-content", "a file came back with " + length + " bytes", "");
            }
        }
        double cpuSeconds = (client.process().cpuNanos() - cpu) / 1e9;
        double megabytes = (double) files * bytes / 1e6;
        row.put("table", "fetch").put("count", files).put("bytes", bytes);
        latencies(row, nanos);
        row.put("mbPerSecond", rounded(megabytes / (Arrays.stream(nanos).sum() / 1e9)))
                .put("mbPerClientCpuSecond", rounded(megabytes / cpuSeconds));
    }

    private void provide(List<Member> members, ObjectNode row) throws Failure {
        terminal.say("putting and providing " + puts + " files …");
        for (int i = 0; i < PROVIDE_WARM_UP; i++) {
            put(members.get(i % members.size()), PROVIDED_BYTES);
        }
        long[] nanos = new long[puts];
        for (int i = 0; i < puts; i++) {
            long start = System.nanoTime();
            put(members.get(i % members.size()), PROVIDED_BYTES);
            nanos[i] = System.nanoTime() - start;
        }
        row.put("table", "provide")
                .put("count", puts)
                .put("bytes", PROVIDED_BYTES)
                .put("nodes", members.size());
        latencies(row, nanos);
    }

    private String put(Member member, int length) throws Failure {
        byte[] content = new byte[length];
        terminal.random().nextBytes(content);
        return member.rpc()
                .put("/v1/content", BodyPublishers.ofByteArray(content))
                .path("cid")
                .asString("");
    }

    private static void latencies(ObjectNode row, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        row.put("p50Ms", rounded(sorted[sorted.length / 2] / 1e6))
                .put("p99Ms", rounded(sorted[(int) (sorted.length * 0.99)] / 1e6));
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static void delete(Path root) throws IOException {
        try (var paths = Files.walk(root)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
