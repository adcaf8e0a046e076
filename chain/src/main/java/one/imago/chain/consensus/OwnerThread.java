package one.imago.chain.consensus;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger's real thread. */
final class OwnerThread implements ChainDriver.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerThread.class);

    private final ScheduledExecutorService thread;
    private @Nullable ScheduledFuture<?> planned;

    OwnerThread(ScheduledExecutorService thread) {
        this.thread = thread;
    }

    @Override
    public boolean execute(Runnable task) {
        try {
            thread.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("the ledger is stopping");
            return false;
        }
    }

    /** On the thread itself. */
    @Override
    public void wakeAfter(long millis, Runnable task) {
        ScheduledFuture<?> before = planned;
        if (before != null) {
            before.cancel(false);
        }
        try {
            planned = thread.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the ledger is stopping");
        }
    }
}
