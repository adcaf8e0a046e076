package one.imago.chain.consensus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.mempool.MempoolService;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.node.crypto.SigningKey;
import one.imago.node.service.ThreadExecutors;
import one.imago.node.storage.DataDirectory;
import one.imago.node.storage.RocksStorage;

/**
 * How many transfers a second become final in one process: verification, journal, execution, state root, synced
 * finality on RocksDB. No RPC; {@code imago bench chain} measures with it. Run by hand:
 * {@code java … one.imago.chain.consensus.ChainBenchmark [transfers] [accounts] [submitters]}.
 */
final class ChainBenchmark {
    private static final int BATCH = 500;

    private ChainBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int accounts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5_000;
        int submitters = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
        Genesis genesis = TestChain.genesis(100, accounts);
        List<List<byte[]>> batches = sign(genesis, count, accounts);
        Path root = Files.createTempDirectory("chain-benchmark");
        DataDirectory directory = new DataDirectory(root);
        try (ThreadExecutors executors = new ThreadExecutors();
                RocksStorage storage = new RocksStorage(directory)) {
            ChainService chain = TestChain.service(genesis, storage, executors, Clock.systemUTC(), root);
            chain.start();
            run(chain, batches, count, submitters);
            chain.stop();
        }
    }

    private static void run(ChainService chain, List<List<byte[]>> batches, int count, int submitters)
            throws Exception {
        AtomicLong left = new AtomicLong(count);
        CountDownLatch done = new CountDownLatch(1);
        chain.subscribe(block -> {
            int size = chain.block(block.height()).orElseThrow().transactions().size();
            if (left.addAndGet(-size) <= 0) {
                done.countDown();
            }
        });
        double cpuBefore = cpuSeconds();
        long begun = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        AtomicLong next = new AtomicLong();
        for (int i = 0; i < submitters; i++) {
            Thread thread = new Thread(() -> submitAll(chain, batches, next));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double submitted = (System.nanoTime() - begun) / 1e9;
        done.await();
        double seconds = (System.nanoTime() - begun) / 1e9;
        double cpu = cpuSeconds() - cpuBefore;
        System.out.printf(
                Locale.ROOT,
                "%d transfers: accepted in %.2f s, final in %.2f s, %.0f tx/s; CPU %.1f s (%.0f us each); height %d; state %s%n",
                count,
                submitted,
                seconds,
                count / seconds,
                cpu,
                cpu * 1e6 / count,
                chain.latest().height(),
                chain.verifyState().matches() ? "recomputes" : "DOES NOT RECOMPUTE");
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    private static void submitAll(ChainService chain, List<List<byte[]>> batches, AtomicLong next) {
        for (int at = (int) next.getAndIncrement(); at < batches.size(); at = (int) next.getAndIncrement()) {
            try {
                List<byte[]> waiting = batches.get(at);
                while (!waiting.isEmpty()) {
                    waiting = refused(waiting, chain.submit(waiting));
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static List<byte[]> refused(List<byte[]> batch, List<MempoolService.Outcome> outcomes) throws Exception {
        List<byte[]> again = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            var error = outcomes.get(i).error();
            if (error.isPresent()) {
                if (!error.get().code().equals("mempool-full")) {
                    throw new IllegalStateException(error.get().code());
                }
                again.add(batch.get(i));
            }
        }
        if (!again.isEmpty()) {
            Thread.sleep(20);
        }
        return again;
    }

    /** Round robin over the accounts, so that every batch can follow the one before it. */
    private static List<List<byte[]>> sign(Genesis genesis, int count, int accounts) {
        List<SigningKey> keys = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            keys.add(TestChain.key(1000 + i));
        }
        List<List<byte[]>> batches = new ArrayList<>();
        List<byte[]> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SigningKey from = keys.get(i % accounts);
            SignedTransaction transfer = TestChain.transfer(
                    genesis,
                    from,
                    i / accounts,
                    keys.get((i * 7 + 13) % accounts).address(),
                    1);
            batch.add(transfer.encode());
            if (batch.size() == BATCH || i == count - 1) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
        }
        return batches;
    }
}
