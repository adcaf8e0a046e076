package one.imago.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.cli.client.Pause;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.node.crypto.Hex;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends batches from a queue over RPC until it is told to stop; several run beside each other. A node that says it is
 * full is asked again a little later: that is its back-pressure, not a failure. Any other refusal ends the benchmark.
 */
final class Submitter implements Runnable {
    private static final Set<String> FULL = Set.of("mempool-full", "busy", "nonce-too-high");
    private static final long BACK_OFF_MILLIS = 20;

    private final RpcClient node;
    private final BlockingQueue<LoadPlan.Batch> queue;
    private final FinalityWatch watch;
    private final BooleanSupplier running;
    private final AtomicInteger submitted;
    private final AtomicReference<Failure> failure;

    Submitter(
            RpcClient node,
            BlockingQueue<LoadPlan.Batch> queue,
            FinalityWatch watch,
            BooleanSupplier running,
            AtomicInteger submitted,
            AtomicReference<Failure> failure) {
        this.node = node;
        this.queue = queue;
        this.watch = watch;
        this.running = running;
        this.submitted = submitted;
        this.failure = failure;
    }

    @Override
    public void run() {
        try {
            while (running.getAsBoolean() && failure.get() == null) {
                LoadPlan.Batch batch = queue.poll(20, TimeUnit.MILLISECONDS);
                if (batch != null) {
                    send(batch);
                }
            }
        } catch (Failure e) {
            failure.compareAndSet(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(LoadPlan.Batch batch) throws Failure {
        List<SignedTransaction> left = batch.transactions();
        var unused = watch.expect(left.stream().map(tx -> tx.txId().hex()).toList())
                .thenRun(() -> batch.then().ifPresent(queue::add));
        while (!left.isEmpty()) {
            List<SignedTransaction> refused = submit(left);
            submitted.addAndGet(left.size() - refused.size());
            left = refused;
            if (!left.isEmpty()) {
                Pause.millis(BACK_OFF_MILLIS);
            }
        }
    }

    /** Gives back those that the node had no room for. */
    private List<SignedTransaction> submit(List<SignedTransaction> transactions) throws Failure {
        ObjectNode params = Json.object();
        ArrayNode list = params.putArray("transactions");
        transactions.forEach(transaction -> list.add(Hex.encode(transaction.encode())));
        JsonNode results;
        try {
            results = node.call("tx_submit_many", params).path("results");
        } catch (Failure e) {
            if (FULL.contains(e.code())) {
                return transactions;
            }
            throw e;
        }
        List<SignedTransaction> refused = new ArrayList<>();
        for (int i = 0; i < transactions.size(); i++) {
            JsonNode error = results.path(i).path("error");
            if (FULL.contains(error.path("code").asString(""))) {
                refused.add(transactions.get(i));
            } else if (error.isObject()) {
                throw new Failure(
                        ExitCode.FAULT,
                        error.path("code").asString("refused"),
                        "the node refused a transaction of the benchmark: "
                                + error.path("message").asString(""),
                        "");
            }
        }
        return refused;
    }
}
