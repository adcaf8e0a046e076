package one.imago.chain.consensus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** The ledger's meters. */
final class ChainMetrics {
    private final Counter transactions;
    private final Timer finality;

    ChainMetrics(MeterRegistry registry, ChainService chain) {
        transactions = Counter.builder("chain.transactions")
                .description("transactions that became final")
                .register(registry);
        finality = Timer.builder("chain.finality")
                .description("time from taking a block to its finality")
                .register(registry);
        Gauge.builder(
                        "chain.height",
                        chain,
                        c -> c.isRunning() ? c.head().header().height() : 0)
                .register(registry);
        Gauge.builder(
                        "chain.finalized.height",
                        chain,
                        c -> c.isRunning() ? c.head().fin().height() : 0)
                .register(registry);
        Gauge.builder(
                        "mempool.transactions",
                        chain,
                        c -> c.isRunning() ? c.mempool().size() : 0)
                .register(registry);
    }

    void finalised(PendingBlock block, long nowMillis) {
        transactions.increment(block.transactions.size());
        finality.record(Math.max(0, nowMillis - block.takenMillis), TimeUnit.MILLISECONDS);
    }
}
