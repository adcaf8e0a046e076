package one.imago.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.cli.client.Pause;
import one.imago.cli.client.RpcClient;
import one.imago.cli.node.NodeProcess;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Hex;
import one.imago.node.crypto.Keystore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A real node is killed with {@code kill -9} at random moments of a stream of registrations. Ten times by default;
 * {@code -Dimago.kills=100} for the long run. The seed is printed and can be given as {@code -Dimago.seed}.
 */
class CrashSafetyAcceptanceTest {
    private static final int KILLS = Integer.getInteger("imago.kills", 10);
    private static final int CHUNK = 4;

    private final Terminal terminal = Terminal.ofProcess();
    private final Deque<SignedTransaction[]> fresh = new ArrayDeque<>();
    private final Map<String, SignedTransaction> revealOf = new HashMap<>();
    /** Acknowledged as accepted, and not yet seen final. */
    private final Map<String, SignedTransaction> accepted = new HashMap<>();
    /** Acknowledged as final, with the height that was named. */
    private final Map<String, Long> finalAt = new HashMap<>();

    @TempDir
    Path root;

    @Test
    void nothingAcknowledgedIsLostWhenTheNodeIsKilled() throws Exception {
        long seed = Long.getLong("imago.seed", new SecureRandom().nextLong());
        System.out.println("kills " + KILLS + ", seed " + seed);
        Random random = new Random(seed);
        Path directory = root.resolve("node");
        String passphrase = "crash";
        var producer = new Keystore(directory.resolve("keystore"), new SecureRandom())
                .create("producer", passphrase.toCharArray());
        LoadPlan plan =
                new LoadPlan(9_999, producer.publicKey(), terminal.clock().millis(), new SecureRandom());
        Path genesis = root.resolve("genesis.toml");
        Files.writeString(genesis, plan.genesis().toToml());
        for (LoadPlan.Batch commits : plan.registrations(9_999)) {
            List<SignedTransaction> reveals = commits.then().orElseThrow().transactions();
            for (int i = 0; i < reveals.size(); i++) {
                fresh.add(new SignedTransaction[] {commits.transactions().get(i), reveals.get(i)});
            }
        }
        List<String> arguments = List.of("--network", genesis.toString(), "--producer", "producer", "--rpc-port", "0");
        for (int kill = 1; kill <= KILLS; kill++) {
            NodeProcess node = NodeProcess.start(directory, passphrase, arguments);
            RpcClient rpc = RpcClient.on(terminal, directory);
            checkNothingIsLost(rpc);
            long delay = 50L + random.nextInt(1_500);
            CompletableFuture<Void> killing = CompletableFuture.runAsync(
                    node::kill, CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS));
            stream(rpc);
            killing.join();
        }
        try (NodeProcess node = NodeProcess.start(directory, passphrase, arguments)) {
            RpcClient rpc = RpcClient.on(terminal, directory);
            checkNothingIsLost(rpc);
            long deadline = terminal.clock().millis() + 60_000;
            while (!accepted.isEmpty() && terminal.clock().millis() < deadline) {
                observe(rpc);
                Pause.millis(50);
            }
            assertThat(accepted)
                    .as("accepted before a kill, final after the last")
                    .isEmpty();
            assertThat(node.cpuNanos()).isNotNegative();
        }
        System.out.println(finalAt.size() + " transactions acknowledged as final, none lost");
        assertThat(finalAt).isNotEmpty();
    }

    private void checkNothingIsLost(RpcClient rpc) throws Failure {
        for (Map.Entry<String, Long> known : finalAt.entrySet()) {
            JsonNode answer = get(rpc, known.getKey());
            assertThat(answer.path("status").asString("")).isEqualTo("final");
            assertThat(answer.path("height").asLong()).isEqualTo(known.getValue());
        }
        for (String txId : accepted.keySet()) {
            assertThat(get(rpc, txId).path("status").asString("")).isIn("pending", "included", "final");
        }
        JsonNode state = rpc.call("chain_verify_state", Json.object());
        assertThat(state.path("matches").asBoolean()).isTrue();
    }

    /** Submits and observes until the node is gone. */
    private void stream(RpcClient rpc) {
        try {
            while (!fresh.isEmpty()) {
                List<SignedTransaction> chunk = new ArrayList<>();
                for (int i = 0; i < CHUNK && !fresh.isEmpty(); i++) {
                    SignedTransaction[] pair = fresh.poll();
                    chunk.add(pair[0]);
                    revealOf.put(pair[0].txId().hex(), pair[1]);
                }
                submit(rpc, chunk);
                observe(rpc);
            }
        } catch (Failure e) {
            assertThat(e.exit()).as("%s: %s", e.code(), e.getMessage()).isEqualTo(ExitCode.UNREACHABLE);
        }
    }

    private void observe(RpcClient rpc) throws Failure {
        List<SignedTransaction> reveals = new ArrayList<>();
        for (String txId : List.copyOf(accepted.keySet())) {
            JsonNode answer = get(rpc, txId);
            assertThat(answer.path("status").asString("")).isIn("pending", "included", "final");
            if (answer.path("status").asString("").equals("final")) {
                finalAt.put(txId, answer.path("height").asLong());
                accepted.remove(txId);
                SignedTransaction reveal = revealOf.remove(txId);
                if (reveal != null) {
                    reveals.add(reveal);
                }
            }
        }
        submit(rpc, reveals);
    }

    private void submit(RpcClient rpc, List<SignedTransaction> transactions) throws Failure {
        if (transactions.isEmpty()) {
            return;
        }
        ObjectNode params = Json.object();
        ArrayNode list = params.putArray("transactions");
        transactions.forEach(transaction -> list.add(Hex.encode(transaction.encode())));
        JsonNode results = rpc.call("tx_submit_many", params).path("results");
        for (int i = 0; i < transactions.size(); i++) {
            assertThat(results.path(i).hasNonNull("error"))
                    .as(results.toString())
                    .isFalse();
            accepted.put(transactions.get(i).txId().hex(), transactions.get(i));
        }
    }

    private static JsonNode get(RpcClient rpc, String txId) throws Failure {
        return rpc.call("tx_get", Json.object().put("txId", txId));
    }
}
