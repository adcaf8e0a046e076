package one.imago.node.rpc;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all connections share, and the limits that they share with it. Thread-safe. */
final class RpcBackend {
    private static final Logger LOG = LoggerFactory.getLogger(RpcBackend.class);

    private final RpcSettings settings;
    private final RequestGate gate;
    private final RpcDispatcher dispatcher;
    private final HealthReport health;
    private final Incidents incidents;
    private final Work work;
    private final Semaphore permits;
    private final AtomicLong bodyBytes = new AtomicLong();
    private volatile boolean stopping;

    /**
     * @param workers bounded; rejects when full
     * @param spool directory for bodies that are too large for memory
     */
    record Work(ExecutorService workers, Path spool) {}

    RpcBackend(
            RpcSettings settings,
            RequestGate gate,
            RpcDispatcher dispatcher,
            HealthReport health,
            Incidents incidents,
            Work work) {
        this.settings = settings;
        this.gate = gate;
        this.dispatcher = dispatcher;
        this.health = health;
        this.incidents = incidents;
        this.work = work;
        this.permits = new Semaphore(settings.maxRequests());
    }

    RpcSettings settings() {
        return settings;
    }

    RequestGate gate() {
        return gate;
    }

    RpcDispatcher dispatcher() {
        return dispatcher;
    }

    HealthReport health() {
        return health;
    }

    Incidents incidents() {
        return incidents;
    }

    Path spool() {
        return work.spool();
    }

    /** Runs on a worker; false when they are all busy. */
    boolean tryRun(Runnable task) {
        try {
            work.workers().execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Closes what may touch the disk, off the event loop where possible. */
    void discard(Closeable resource) {
        Runnable close = () -> {
            try {
                resource.close();
            } catch (IOException e) {
                LOG.debug("a request's resource did not close: {}", e.getMessage());
            }
        };
        if (!tryRun(close)) {
            close.run();
        }
    }

    /** Takes one of the places for requests in work. */
    boolean tryBegin() {
        return !stopping && permits.tryAcquire();
    }

    void end() {
        permits.release();
    }

    /** Takes memory for a body. */
    boolean tryReserve(int bytes) {
        if (bodyBytes.addAndGet(bytes) > settings.maxBodyBytesTogether()) {
            bodyBytes.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void unreserve(long bytes) {
        bodyBytes.addAndGet(-bytes);
    }

    /** Admits nothing more and waits for what is in work. */
    void drain(long millis) throws InterruptedException {
        stopping = true;
        if (!permits.tryAcquire(settings.maxRequests(), millis, TimeUnit.MILLISECONDS)) {
            LOG.warn("RPC requests still in work after {} ms are cut off", millis);
        }
    }
}
