package one.imago.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import one.imago.cli.client.RpcClient;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import tools.jackson.databind.JsonNode;

/**
 * Reads every block that became final and marks its transactions. {@link #poll} belongs to one thread; the rest may be
 * called from any.
 */
final class FinalityWatch {
    private final RpcClient node;
    private final Map<String, Sent> waiting = new ConcurrentHashMap<>();
    private final List<Long> latenciesNanos = new ArrayList<>();
    private long height;
    private volatile long lastFinalNanos;
    private final AtomicInteger finalized = new AtomicInteger();

    private record Sent(long atNanos, AtomicInteger left, CompletableFuture<Void> done) {}

    FinalityWatch(RpcClient node) throws Failure {
        this.node = node;
        this.height =
                node.call("chain_head", Json.object()).path("finalizedHeight").asLong();
    }

    /** Expects these transactions from now on; the future completes when all of them are final. */
    CompletableFuture<Void> expect(List<String> txIds) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        AtomicInteger left = new AtomicInteger(txIds.size());
        long now = System.nanoTime();
        txIds.forEach(txId -> waiting.put(txId, new Sent(now, left, done)));
        return done;
    }

    /** Reads the blocks that became final since the last poll. */
    void poll() throws Failure {
        long target =
                node.call("chain_head", Json.object()).path("finalizedHeight").asLong();
        while (height < target) {
            JsonNode block = node.call("chain_block", Json.object().put("height", height + 1));
            long now = System.nanoTime();
            for (JsonNode transaction : block.path("transactions")) {
                Sent sent = waiting.remove(transaction.path("txId").asString(""));
                if (sent != null) {
                    latenciesNanos.add(now - sent.atNanos());
                    lastFinalNanos = now;
                    finalized.incrementAndGet();
                    if (sent.left().decrementAndGet() == 0) {
                        sent.done().complete(null);
                    }
                }
            }
            height++;
        }
    }

    int finalized() {
        return finalized.get();
    }

    int waiting() {
        return waiting.size();
    }

    /** When the last transaction was seen final, by {@link System#nanoTime}. */
    long lastFinalNanos() {
        return lastFinalNanos;
    }

    /** Time from submission until it was seen final, at a quantile from 0 to 1; zero when nothing is final. */
    long latencyMillis(double quantile) {
        if (latenciesNanos.isEmpty()) {
            return 0;
        }
        List<Long> sorted = latenciesNanos.stream().sorted().toList();
        int at = (int) Math.min(sorted.size() - 1L, Math.round(quantile * sorted.size()));
        return sorted.get(at) / 1_000_000;
    }
}
