package one.imago.p2p.bitswap;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Where bitswap runs: one thread that owns its state, and another that may block. What waits for the second is bounded by
 * what the first admits.
 *
 * @param owner a single thread
 * @param workers hash, read and write
 */
record Threads(ScheduledExecutorService owner, Executor workers) {
    /** On the owner's thread; dropped when the node stops. */
    void own(Runnable task) {
        try {
            owner.execute(task);
        } catch (RejectedExecutionException e) {
            // the node is stopping, and nobody is left to care
        }
    }

    Future<?> after(Duration delay, Runnable task) {
        try {
            return owner.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(false);
        }
    }

    /**
     * @throws RejectedExecutionException when too much waits for the workers
     */
    void work(Runnable task) {
        workers.execute(task);
    }
}
