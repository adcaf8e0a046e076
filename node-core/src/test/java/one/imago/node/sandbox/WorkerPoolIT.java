package one.imago.node.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import one.imago.node.sandbox.SandboxException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerPoolIT {
    private static final ChildLimits LIMITS = new ChildLimits(32 << 20, 2L << 30, 60, 64 << 10);
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        watchdog.shutdownNow();
        callers.shutdownNow();
    }

    @Test
    void answersThroughOneWarmChild() throws Exception {
        byte[] bytes = new byte[60_000];
        new Random(1).nextBytes(bytes);
        try (WorkerPool pool = pool(1, 4, 100, Duration.ofSeconds(10))) {
            assertThat(pool.call(MisbehavingWorker.ECHO, bytes)).isEqualTo(bytes);
            assertThat(pool.call(MisbehavingWorker.ECHO, new byte[0])).isEmpty();
            assertThat(pid(pool)).isEqualTo(pid(pool));
        }
    }

    @Test
    void survivesEveryWayAChildCanEnd() throws Exception {
        try (WorkerPool pool = pool(1, 4, 100, Duration.ofSeconds(10))) {
            for (int way : new int[] {
                MisbehavingWorker.EXIT, MisbehavingWorker.HALT, MisbehavingWorker.EAT_HEAP, MisbehavingWorker.EAT_NATIVE
            }) {
                assertFails(Reason.CRASHED, pool, way);
                assertThat(pool.call(MisbehavingWorker.ECHO, new byte[] {1})).containsExactly(1);
            }
        }
    }

    @Test
    void killsAChildThatLoops() throws Exception {
        try (WorkerPool pool = pool(1, 4, 100, Duration.ofMillis(700))) {
            long pid = pid(pool);
            assertFails(Reason.TIMEOUT, pool, MisbehavingWorker.LOOP);
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(pid(pool)).isNotEqualTo(pid);
        }
    }

    @Test
    void refusesAnAnswerBeyondItsLimitBeforeReadingIt() throws Exception {
        try (WorkerPool pool = pool(1, 4, 100, Duration.ofSeconds(10))) {
            assertFails(Reason.OUTPUT_TOO_LARGE, pool, MisbehavingWorker.HUGE_ANSWER);
            assertThat(pool.call(MisbehavingWorker.ECHO, new byte[] {1})).containsExactly(1);
        }
    }

    @Test
    void keepsAChildWhoseHandlerThrewOrPrinted() throws Exception {
        try (WorkerPool pool = pool(1, 4, 100, Duration.ofSeconds(10))) {
            long pid = pid(pool);
            assertThatExceptionOfType(SandboxException.class)
                    .isThrownBy(() -> pool.call(MisbehavingWorker.FAIL, new byte[0]))
                    .withMessage("that is no picture")
                    .matches(e -> e.reason() == Reason.FAILED);
            assertThat(pool.call(MisbehavingWorker.PRINT, new byte[] {2})).containsExactly(2);
            assertThat(pid(pool)).isEqualTo(pid);
        }
    }

    @Test
    void retiresAChildAfterItsJobs() throws Exception {
        try (WorkerPool pool = pool(1, 4, 2, Duration.ofSeconds(10))) {
            long first = pid(pool);
            assertThat(pid(pool)).isEqualTo(first);
            assertThat(pid(pool)).isNotEqualTo(first);
        }
    }

    @Test
    void givesAChildNothingOfTheNodesEnvironment() throws Exception {
        try (WorkerPool pool = pool(1, 4, 2, Duration.ofSeconds(10))) {
            // The shell adds PWD and the like.
            assertThat(new String(pool.call(MisbehavingWorker.ENVIRONMENT, new byte[0]), US_ASCII).split(","))
                    .contains("LANG", "MALLOC_ARENA_MAX")
                    .doesNotContain("HOME", "PATH", "USER", "IMAGO_PASSPHRASE");
        }
    }

    @Test
    void refusesMoreCallersThanMayWait() throws Exception {
        try (WorkerPool pool = pool(1, 1, 100, Duration.ofSeconds(2))) {
            pid(pool);
            CountDownLatch started = new CountDownLatch(3);
            List<Future<Reason>> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                calls.add(callers.submit(() -> {
                    started.countDown();
                    started.await();
                    try {
                        pool.call(MisbehavingWorker.LOOP, new byte[0]);
                        return Reason.CLOSED;
                    } catch (SandboxException e) {
                        return e.reason();
                    }
                }));
            }
            List<Reason> reasons = new ArrayList<>();
            for (Future<Reason> call : calls) {
                reasons.add(call.get(20, TimeUnit.SECONDS));
            }
            assertThat(reasons).contains(Reason.TIMEOUT).contains(Reason.BUSY);
        }
    }

    @Test
    void closingKillsTheChildAndEndsItsCall() throws Exception {
        WorkerPool pool = pool(1, 1, 100, Duration.ofSeconds(30));
        long pid = pid(pool);
        Future<byte[]> call = callers.submit(() -> pool.call(MisbehavingWorker.LOOP, new byte[0]));
        var unused = watchdog.schedule(pool::close, 300, TimeUnit.MILLISECONDS);
        assertThat(call).failsWithin(Duration.ofSeconds(10));
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThatExceptionOfType(SandboxException.class)
                .isThrownBy(() -> pool.call(MisbehavingWorker.ECHO, new byte[0]))
                .matches(e -> e.reason() == Reason.CLOSED);
    }

    @Test
    void runsAProgramOnce() throws Exception {
        assertThat(ChildProcess.run(echo(2), "ab".getBytes(US_ASCII), Duration.ofSeconds(20), watchdog))
                .isEqualTo("abab".getBytes(US_ASCII));
        assertThatExceptionOfType(SandboxException.class)
                .isThrownBy(() -> ChildProcess.run(echo(5), new byte[30_000], Duration.ofSeconds(20), watchdog))
                .matches(e -> e.reason() == Reason.OUTPUT_TOO_LARGE);
    }

    private static ChildProgram echo(int times) {
        return new ChildProgram(EchoProgram.class.getName(), List.of(Integer.toString(times)), List.of(), LIMITS);
    }

    private WorkerPool pool(int workers, int waiting, int jobs, Duration timeout) {
        return new WorkerPool(
                new WorkerPool.Settings(
                        new ChildProgram(MisbehavingWorker.class.getName(), List.of(), List.of(), LIMITS),
                        workers,
                        waiting,
                        jobs,
                        Duration.ofSeconds(20),
                        timeout),
                watchdog);
    }

    private static long pid(WorkerPool pool) throws SandboxException {
        return Long.parseLong(new String(pool.call(MisbehavingWorker.PID, new byte[0]), US_ASCII));
    }

    private static void assertFails(Reason reason, WorkerPool pool, int operation) {
        assertThatExceptionOfType(SandboxException.class)
                .isThrownBy(() -> pool.call(operation, new byte[0]))
                .matches(e -> e.reason() == reason, "reason " + reason);
    }
}
