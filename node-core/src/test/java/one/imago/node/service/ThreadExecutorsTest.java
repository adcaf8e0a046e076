package one.imago.node.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class ThreadExecutorsTest {
    @Test
    void namesItsThreadsAndLetsTheProcessEnd() throws Exception {
        try (ThreadExecutors executors = new ThreadExecutors()) {
            ScheduledExecutorService owner = executors.singleThread("chain-writer");
            assertThat(owner.submit(() -> Thread.currentThread().getName()).get())
                    .isEqualTo("chain-writer");
            assertThat(owner.submit(() -> Thread.currentThread().isDaemon()).get())
                    .isTrue();
            assertThat(executors
                            .workers()
                            .submit(() -> Thread.currentThread().getName())
                            .get())
                    .startsWith("worker-");
        }
    }

    @Test
    void runsOwnedWorkInOrderOnOneThread() throws Exception {
        try (ThreadExecutors executors = new ThreadExecutors()) {
            ScheduledExecutorService owner = executors.singleThread("owner");
            List<Integer> order = new ArrayList<>(); // safe: one thread
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int number = i;
                done.add(owner.submit(() -> order.add(number)));
            }
            for (Future<?> future : done) {
                future.get();
            }
            assertThat(order).hasSize(100).isSorted();
        }
    }

    @Test
    void aFailedTaskDoesNotEndItsThread() throws Exception {
        try (ThreadExecutors executors = new ThreadExecutors()) {
            ScheduledExecutorService owner = executors.singleThread("owner");
            owner.execute(() -> {
                throw new IllegalStateException("expected in this test");
            });
            assertThat(owner.submit(() -> 1).get()).isEqualTo(1);
        }
    }

    @Test
    void refusesWorkWhenTooMuchWaits() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (ThreadExecutors executors = new ThreadExecutors(1, 2)) {
            for (int i = 0; i < 3; i++) {
                executors.workers().execute(() -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            assertThatThrownBy(() -> executors.workers().execute(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class);
            release.countDown();
        }
    }

    @Test
    void letsWhatRunsFinishWhenClosed() throws Exception {
        AtomicBoolean finished = new AtomicBoolean();
        CountDownLatch running = new CountDownLatch(1);
        try (ThreadExecutors executors = new ThreadExecutors()) {
            ScheduledExecutorService owner = executors.singleThread("owner");
            owner.execute(() -> {
                running.countDown();
                try {
                    TimeUnit.MILLISECONDS.sleep(50);
                    finished.set(true);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Future<?> later = owner.schedule(() -> finished.set(false), 1, TimeUnit.HOURS);
            running.await();
            assertThat(later.isDone()).isFalse();
        }
        assertThat(finished).isTrue();
    }
}
