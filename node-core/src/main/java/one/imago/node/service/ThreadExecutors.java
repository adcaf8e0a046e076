package one.imago.node.service;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real threads: daemons with names, so that neither a forgotten executor keeps the process alive nor a thread dump needs
 * guessing. Workers do not wait for work that they hand to the same workers: they could all be waiting.
 */
public final class ThreadExecutors implements NodeExecutors, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadExecutors.class);
    private static final int MAX_WAITING = 1024;
    private static final long PATIENCE_MILLIS = 5_000;

    private final ThreadPoolExecutor workers;
    private final List<ExecutorService> singles = new CopyOnWriteArrayList<>();

    /**
     * Twice as many workers as the machine has processors, at least four: some always wait for the disk or for a child
     * that decodes a picture, and must not keep short calls from the processors.
     */
    public ThreadExecutors() {
        this(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()), MAX_WAITING);
    }

    ThreadExecutors(int threads, int maxWaiting) {
        AtomicInteger number = new AtomicInteger();
        workers = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(maxWaiting),
                task -> daemon("worker-" + number.incrementAndGet(), task),
                new ThreadPoolExecutor.AbortPolicy());
    }

    @Override
    public ScheduledExecutorService singleThread(String name) {
        OwnerThread owner = new OwnerThread(task -> daemon(name, task));
        singles.add(owner);
        return owner;
    }

    @Override
    public ExecutorService workers() {
        return workers;
    }

    /** Lets what runs finish for a few seconds, then interrupts it. What waits for its time is dropped. */
    @Override
    public void close() {
        singles.forEach(ExecutorService::shutdown);
        workers.shutdown();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        try {
            for (ExecutorService single : singles) {
                awaitUntil(single, deadline);
            }
            awaitUntil(workers, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            singles.forEach(ExecutorService::shutdownNow);
            workers.shutdownNow();
        }
    }

    private static void awaitUntil(ExecutorService executor, long deadline) throws InterruptedException {
        if (!executor.awaitTermination(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
            LOG.warn("a thread did not finish in time and is interrupted: {}", executor);
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, e) -> LOG.error("a task on {} failed", failed.getName(), e));
        return thread;
    }

    /**
     * One thread, to which {@code execute} schedules too. A scheduled executor keeps what a task throws in a future that nobody asks, and never runs a repeated
     * task again: at least say so.
     */
    private static final class OwnerThread extends ScheduledThreadPoolExecutor {
        OwnerThread(ThreadFactory threads) {
            super(1, threads);
            setRemoveOnCancelPolicy(true);
            setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            return super.schedule(reporting(task), delay, unit);
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
            return super.scheduleAtFixedRate(reporting(task), initialDelay, period, unit);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
            return super.scheduleWithFixedDelay(reporting(task), initialDelay, delay, unit);
        }

        private static Runnable reporting(Runnable task) {
            return () -> {
                try {
                    task.run();
                } catch (RuntimeException | Error e) {
                    LOG.error("a task on {} failed", Thread.currentThread().getName(), e);
                    throw e;
                }
            };
        }
    }
}
