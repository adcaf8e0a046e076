package one.imago.p2p.replica;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStat;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;
import one.imago.node.service.NodeExecutors;
import one.imago.node.service.Service;
import one.imago.node.storage.StorageException;
import one.imago.p2p.content.ContentDenied;
import one.imago.p2p.content.FileContentStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps previews of final works for the network. A final registration has paid its fee; nothing else is replicated. This
 * node keeps a preview when it is among the five nodes closest to it that it knows. It reads the ledger's final works in
 * order from where it last stood, tries again what could not be fetched, and goes through all works anew every 22 hours,
 * since other nodes come and go. Works on a thread of its own.
 */
public final class ReplicationService extends Service {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicationService.class);
    private static final int PAGE = 256;
    private static final int MAX_AWAITED = 10_000;
    private static final int MAX_TRIES = 20;
    private static final long RETRY_SECONDS = 60;
    private static final long RESCAN_HOURS = 22;
    private static final long STOP_SECONDS = 5;

    private final FileContentStore store;
    private final Neighbourhood neighbourhood;
    private final ReplicationProgress progress;
    private final long maxPreviewBytes;
    private final NodeExecutors executors;
    private final AtomicBoolean woken = new AtomicBoolean();

    private volatile boolean stopping;
    private volatile Optional<WorkLedger> ledger = Optional.empty();
    private volatile Optional<ScheduledExecutorService> thread = Optional.empty();

    // Touched by the service's thread only.
    private final Map<WorkId, Awaited> awaited = new LinkedHashMap<>();
    private Set<WorkId> doneAtHeight = new HashSet<>();
    private long height;
    private boolean loaded;

    /** A preview that could not be fetched yet. */
    private record Awaited(Cid cid, long height, int tries) {}

    /**
     * @param maxPreviewBytes largest preview to keep for others
     */
    public ReplicationService(
            FileContentStore store,
            Neighbourhood neighbourhood,
            ReplicationProgress progress,
            long maxPreviewBytes,
            NodeExecutors executors) {
        this.store = store;
        this.neighbourhood = neighbourhood;
        this.progress = progress;
        this.maxPreviewBytes = maxPreviewBytes;
        this.executors = executors;
    }

    @Override
    public String name() {
        return "replication";
    }

    /** Called while the node is assembled. */
    public void follow(WorkLedger works) {
        ledger = Optional.of(works);
        works.onRegistered(work -> wake());
    }

    @Override
    protected void doStart() {
        ScheduledExecutorService owner = executors.singleThread(name());
        thread = Optional.of(owner);
        var unused = owner.scheduleWithFixedDelay(this::retry, RETRY_SECONDS, RETRY_SECONDS, TimeUnit.SECONDS);
        var unusedToo = owner.scheduleWithFixedDelay(this::rescan, RESCAN_HOURS, RESCAN_HOURS, TimeUnit.HOURS);
    }

    @Override
    protected void doStop() throws InterruptedException {
        stopping = true;
        if (thread.isPresent()) {
            thread.get().shutdown();
            if (!thread.get().awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                thread.get().shutdownNow();
            }
        }
    }

    /** There is something new, or the node has just begun to serve. */
    public void wake() {
        if (!stopping && thread.isPresent() && woken.compareAndSet(false, true)) {
            try {
                thread.get().execute(this::catchUp);
            } catch (RejectedExecutionException e) {
                LOG.debug("woken while stopping");
            }
        }
    }

    private void catchUp() {
        woken.set(false);
        if (ledger.isEmpty()) {
            return;
        }
        WorkLedger works = ledger.get();
        try {
            if (!loaded) {
                height = progress.load(works.chainId());
                loaded = true;
            }
            int limit = PAGE;
            while (!stopping) {
                List<Work> page = works.worksRevealedFrom(height, limit);
                boolean progressed = false;
                for (Work work : page) {
                    progressed |= take(work);
                }
                save(works.chainId());
                if (page.size() < limit) {
                    return;
                }
                // A block with more reveals than a page would be read for ever: ask for more of it.
                limit = progressed ? PAGE : Math.multiplyExact(limit, 2);
            }
        } catch (StorageException | IOException e) {
            LOG.error("replication cannot follow the ledger; it is tried again", e);
        }
    }

    /** What is still awaited must be seen again after a restart. */
    private void save(Hash chainId) throws IOException {
        long from = awaited.values().stream().mapToLong(Awaited::height).min().orElse(height);
        progress.save(chainId, Math.min(from, height));
    }

    private boolean take(Work work) throws IOException {
        long revealed = work.position().revealHeight();
        if (stopping || (revealed == height && doneAtHeight.contains(work.id()))) {
            return false;
        }
        Optional<Cid> preview = work.facts().previewCid();
        if (preview.isPresent()) {
            consider(work.id(), new Awaited(preview.get(), revealed, 0));
        }
        if (revealed != height) {
            height = revealed;
            doneAtHeight = new HashSet<>();
        }
        doneAtHeight.add(work.id());
        return true;
    }

    private void consider(WorkId work, Awaited preview) {
        Hash key = Placement.key(preview.cid());
        if (!Placement.isAmongClosest(
                neighbourhood.self(),
                key,
                neighbourhood.near(key, Placement.PREVIEW_HOLDERS),
                Placement.PREVIEW_HOLDERS)) {
            return;
        }
        try {
            Optional<ContentStat> stat = store.stat(preview.cid());
            if (stat.isPresent() && stat.get().pinned() && stat.get().provided()) {
                return;
            }
            var unused = store.keepReplica(preview.cid(), maxPreviewBytes, true);
            LOG.debug("keeps the preview of {} for others", work);
        } catch (ContentDenied e) {
            LOG.debug("does not keep the preview of {}: {}", work, e.getMessage());
        } catch (IOException e) {
            LOG.debug("could not fetch the preview of {}: {}", work, e.getMessage());
            if (preview.tries() < MAX_TRIES && awaited.size() < MAX_AWAITED) {
                awaited.put(work, new Awaited(preview.cid(), preview.height(), preview.tries() + 1));
            }
        }
    }

    private void retry() {
        Map<WorkId, Awaited> due = new LinkedHashMap<>(awaited);
        awaited.clear();
        for (Map.Entry<WorkId, Awaited> entry : due.entrySet()) {
            if (stopping) {
                return;
            }
            consider(entry.getKey(), entry.getValue());
        }
        catchUp();
    }

    /** Nodes have come and gone: lets go of what others are closer to by far, and looks at every work again. */
    private void rescan() {
        try {
            for (Cid replica : store.replicas()) {
                Hash key = Placement.key(replica);
                int enough = 2 * Placement.PREVIEW_HOLDERS;
                if (!Placement.isAmongClosest(neighbourhood.self(), key, neighbourhood.near(key, enough), enough)) {
                    store.dropReplica(replica);
                }
            }
        } catch (IOException e) {
            LOG.warn("replicas could not be looked through: {}", e.getMessage());
        }
        height = 0;
        doneAtHeight = new HashSet<>();
        catchUp();
    }
}
