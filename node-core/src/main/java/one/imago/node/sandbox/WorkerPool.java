package one.imago.node.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import one.imago.node.sandbox.SandboxException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few warm child processes that serve requests one after the other. A JVM costs a third of a second of CPU to start, so
 * a child serves many jobs; the isolation is from the node, and from other children. One that crashes, times out or
 * answers too long is killed and replaced at once; one that has done its jobs is retired. Thread-safe; {@link #call}
 * blocks its caller, so it is not for event loops.
 */
public final class WorkerPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

    private final Settings settings;
    private final ScheduledExecutorService watchdog;
    private final Semaphore free;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ConcurrentLinkedQueue<Worker> idle = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Worker> all = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /**
     * @param program its main calls {@link WorkerMain#serve}
     * @param workers children at a time
     * @param maxWaiting callers that may wait for a free worker; more are refused as busy
     * @param jobsPerWorker jobs until a child is retired
     * @param startTimeout until a child must be ready
     * @param jobTimeout until an answer must be complete; also the longest wait for a free worker
     */
    public record Settings(
            ChildProgram program,
            int workers,
            int maxWaiting,
            int jobsPerWorker,
            Duration startTimeout,
            Duration jobTimeout) {
        public Settings {
            if (workers < 1 || maxWaiting < 0 || jobsPerWorker < 1) {
                throw new IllegalArgumentException("a pool has one worker at least, and each does one job at least");
            }
        }
    }

    /**
     * Starts no child yet: {@link #warm} does, or the first call.
     *
     * @param watchdog kills what takes too long; the caller shuts it down after closing the pool
     */
    public WorkerPool(Settings settings, ScheduledExecutorService watchdog) {
        this.settings = settings;
        this.watchdog = watchdog;
        this.free = new Semaphore(settings.workers(), true);
    }

    /** Starts the children that are missing, without waiting for them. */
    public void warm() {
        for (int i = all.size(); i < settings.workers(); i++) {
            addWorker();
        }
    }

    /**
     * Has a child handle a request.
     *
     * @throws SandboxException when there is no answer, with the reason
     */
    public byte[] call(int operation, byte[] request) throws SandboxException {
        acquire();
        try {
            Worker worker = takeWorker();
            boolean usable = false;
            try {
                worker.awaitReady();
                byte[] answer = worker.exchange(operation, request);
                usable = true;
                return answer;
            } catch (SandboxException e) {
                usable = e.reason() == Reason.FAILED;
                throw e;
            } finally {
                giveBack(worker, usable);
            }
        } finally {
            free.release();
        }
    }

    /** Kills all children. Calls under way fail as crashed or closed. */
    @Override
    public void close() {
        closed = true;
        for (Worker worker : all) {
            discard(worker);
        }
    }

    private void acquire() throws SandboxException {
        if (closed) {
            throw new SandboxException(Reason.CLOSED, "the worker pool is closed");
        }
        if (free.tryAcquire()) {
            return;
        }
        if (waiting.incrementAndGet() > settings.maxWaiting()) {
            waiting.decrementAndGet();
            throw new SandboxException(Reason.BUSY, "all workers are busy");
        }
        try {
            if (!free.tryAcquire(settings.jobTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SandboxException(Reason.BUSY, "no worker became free in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException(Reason.CLOSED, "interrupted while waiting for a worker");
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** A live worker; one that died while idle, or could not be started before, is replaced here. */
    private Worker takeWorker() throws SandboxException {
        Worker worker;
        while ((worker = idle.poll()) != null) {
            if (worker.child.isAlive()) {
                return worker;
            }
            discard(worker);
        }
        addWorker();
        worker = idle.poll();
        if (worker == null) {
            throw new SandboxException(closed ? Reason.CLOSED : Reason.CRASHED, "a worker could not be started");
        }
        return worker;
    }

    private void giveBack(Worker worker, boolean usable) {
        if (usable && worker.jobs < settings.jobsPerWorker() && !closed) {
            idle.add(worker);
            return;
        }
        discard(worker);
        addWorker();
    }

    private synchronized void addWorker() {
        if (closed || all.size() >= settings.workers()) {
            return;
        }
        try {
            Worker worker = new Worker(ChildProcess.start(settings.program(), watchdog));
            all.add(worker);
            if (closed) {
                discard(worker);
            } else {
                idle.add(worker);
            }
        } catch (IOException e) {
            LOG.warn("a worker process could not be started: {}", e.getMessage());
        }
    }

    private void discard(Worker worker) {
        all.remove(worker);
        worker.child.close();
    }

    /** One child and how far it has come; owned by the thread that took it. */
    private final class Worker {
        private final ChildProcess child;
        private boolean ready;
        private int jobs;

        Worker(ChildProcess child) {
            this.child = child;
        }

        void awaitReady() throws SandboxException {
            if (ready) {
                return;
            }
            var deadline = new ChildProcess.Deadline(child, settings.startTimeout(), watchdog);
            try {
                if (readFrame(0).status != WorkerMain.READY) {
                    throw new SandboxException(Reason.CRASHED, "a worker did not begin with ready");
                }
                ready = true;
            } catch (IOException e) {
                throw deadline.failure("a worker ended while it started");
            } finally {
                deadline.cancel();
            }
        }

        byte[] exchange(int operation, byte[] request) throws SandboxException {
            jobs++;
            var deadline = new ChildProcess.Deadline(child, settings.jobTimeout(), watchdog);
            try {
                child.input().writeInt(Math.addExact(Integer.BYTES, request.length));
                child.input().writeInt(operation);
                child.input().write(request);
                child.input().flush();
                Frame frame = readFrame(settings.program().limits().maxOutputBytes());
                if (frame.status == WorkerMain.FAILURE) {
                    throw new SandboxException(Reason.FAILED, new String(frame.bytes, StandardCharsets.UTF_8));
                }
                if (frame.status != WorkerMain.ANSWER) {
                    throw new SandboxException(Reason.CRASHED, "a worker broke the protocol");
                }
                deadline.cancel();
                if (deadline.passed()) {
                    throw deadline.failure("a worker answered too late");
                }
                return frame.bytes;
            } catch (IOException e) {
                throw deadline.failure("a worker ended while it worked");
            } finally {
                deadline.cancel();
            }
        }

        private Frame readFrame(int maxBytes) throws IOException, SandboxException {
            int length = child.output().readInt() - Integer.BYTES;
            int status = child.output().readInt();
            int limit = status == WorkerMain.FAILURE ? Math.max(maxBytes, 1024) : maxBytes;
            if (length < 0 || length > limit) {
                throw new SandboxException(Reason.OUTPUT_TOO_LARGE, "a worker's answer has " + length + " bytes");
            }
            byte[] bytes = new byte[length];
            child.output().readFully(bytes);
            return new Frame(status, bytes);
        }
    }

    private record Frame(int status, byte[] bytes) {}
}
