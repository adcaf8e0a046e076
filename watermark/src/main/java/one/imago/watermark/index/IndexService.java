package one.imago.watermark.index;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.FinalizedBlocks;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;
import one.imago.node.service.NodeExecutors;
import one.imago.node.service.Service;
import one.imago.node.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the ledger's final works in order, from where it last stood, and hands each to a listener and to the index. The
 * ledger's notifications only wake it, so that a burst of reveals costs no memory and none is missed over a restart.
 * Works on a thread of its own.
 */
public final class IndexService extends Service {
    private static final Logger LOG = LoggerFactory.getLogger(IndexService.class);
    private static final int PAGE = 256;
    private static final long SWEEP_SECONDS = 30;
    private static final long STOP_SECONDS = 8;

    private final WorkLedger ledger;
    private final FinalizedBlocks blocks;
    private final FingerprintIndex index;
    private final FinalWorks listener;
    private final NodeExecutors executors;
    private final AtomicBoolean woken = new AtomicBoolean();

    private volatile boolean stopping;
    private Hash chainId = Hash.ZERO;
    private long height;
    private Set<WorkId> doneAtHeight = new HashSet<>();
    private Optional<ScheduledExecutorService> thread = Optional.empty();

    public IndexService(
            WorkLedger ledger,
            FinalizedBlocks blocks,
            FingerprintIndex index,
            FinalWorks listener,
            NodeExecutors executors) {
        this.ledger = ledger;
        this.blocks = blocks;
        this.index = index;
        this.listener = listener;
        this.executors = executors;
    }

    @Override
    public String name() {
        return "fingerprint-index";
    }

    @Override
    protected void doStart() {
        chainId = ledger.chainId();
        height = index.load(chainId, blocks.latest().height());
        ScheduledExecutorService owner = executors.singleThread(name());
        thread = Optional.of(owner);
        ledger.onRegistered(work -> wake(owner));
        wake(owner);
        var unused = owner.scheduleWithFixedDelay(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    protected void doStop() throws InterruptedException {
        stopping = true;
        if (thread.isPresent()) {
            thread.get().shutdown();
            if (!thread.get().awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the index is still busy; it is caught up at the next start");
                thread.get().shutdownNow();
            }
        }
        index.close();
    }

    /** Runs something on the index's thread once everything that is final now has been taken. */
    public void afterCatchUp(Runnable task) {
        thread.orElseThrow(() -> new IllegalStateException(name() + " is not running"))
                .execute(() -> {
                    catchUp();
                    task.run();
                });
    }

    private void wake(ScheduledExecutorService owner) {
        if (!stopping && woken.compareAndSet(false, true)) {
            try {
                owner.execute(this::catchUp);
            } catch (RejectedExecutionException e) {
                LOG.debug("woken while stopping");
            }
        }
    }

    private void catchUp() {
        woken.set(false);
        try {
            int limit = PAGE;
            while (!stopping) {
                List<Work> page = ledger.worksRevealedFrom(height, limit);
                boolean progressed = false;
                for (Work work : page) {
                    progressed |= take(work);
                }
                index.saveProgress(chainId, height);
                if (page.size() < limit) {
                    return;
                }
                // A block with more reveals than a page would be read for ever: ask for more of it.
                limit = progressed ? PAGE : Math.multiplyExact(limit, 2);
            }
        } catch (StorageException e) {
            LOG.error("the index cannot follow the ledger; it is tried again", e);
        }
    }

    /** False when it was taken before. */
    private boolean take(Work work) {
        long revealed = work.position().revealHeight();
        if (stopping || (revealed == height && doneAtHeight.contains(work.id()))) {
            return false;
        }
        listener.registered(work)
                .ifPresentOrElse(
                        index::add, () -> index.add(work, blocks.latest().height()));
        if (revealed != height) {
            height = revealed;
            index.saveProgress(chainId, height);
            doneAtHeight = new HashSet<>();
        }
        doneAtHeight.add(work.id());
        return true;
    }

    /** Tries again what could not be done when it was due. On the index's thread. */
    void sweep() {
        try {
            long finalHeight = blocks.latest().height();
            listener.sweep(finalHeight);
            for (WorkId awaited : index.toRetry(finalHeight)) {
                if (stopping) {
                    return;
                }
                ledger.work(awaited).ifPresentOrElse(work -> index.add(work, finalHeight), () -> index.forget(awaited));
            }
        } catch (StorageException e) {
            LOG.error("sweeping failed; it is tried again", e);
        }
    }
}
