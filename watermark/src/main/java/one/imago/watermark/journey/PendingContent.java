package one.imago.watermark.journey;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStore;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;
import one.imago.node.storage.Batch;
import one.imago.node.storage.KeyValueStore;
import one.imago.node.storage.KeyValueStore.Durability;
import one.imago.node.storage.Segment;
import one.imago.watermark.index.FinalWorks;
import one.imago.watermark.index.IndexedWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The content of prepared registrations until their reveals are final: then the preview is announced; when the
 * commitment has expired, it is let go. On disk, so that a restart neither announces early nor keeps for ever; bounded
 * in number and bytes. Thread-safe.
 */
public final class PendingContent implements FinalWorks {
    public static final Segment SEGMENT = new Segment("pending");

    private static final Logger LOG = LoggerFactory.getLogger(PendingContent.class);
    private static final byte[] NOTHING = {};

    private final KeyValueStore store;
    private final ContentStore content;
    private final WorkLedger ledger;
    private final Bounds bounds;
    private int count;
    private long bytes;

    /**
     * How much may wait.
     *
     * @param count preparations in all
     * @param countPerWork preparations of one work
     * @param bytes stored for all of them
     */
    public record Bounds(int count, int countPerWork, long bytes) {
        public static final Bounds DEFAULT = new Bounds(4096, 4, 8L << 30);
    }

    /**
     * @param store has {@link #SEGMENT}
     */
    public PendingContent(KeyValueStore store, ContentStore content, WorkLedger ledger, Bounds bounds) {
        this.store = store;
        this.content = content;
        this.ledger = ledger;
        this.bounds = bounds;
        store.scan(SEGMENT, NOTHING, NOTHING, (key, value) -> {
            count++;
            bytes += Preparation.decode(key, value).bytes();
            return true;
        });
    }

    /** Preparations that wait for their reveals. */
    public synchronized int count() {
        return count;
    }

    /** Whether content of this size may be prepared for a work now. */
    synchronized boolean hasRoom(WorkId work, long more) {
        return count < bounds.count()
                && bytes + more <= bounds.bytes()
                && all(Preparation.prefix(work)).size() < bounds.countPerWork();
    }

    /** Takes over the pins of a preparation. It is on disk when this returns. */
    synchronized void add(Preparation preparation) {
        boolean again = store.get(SEGMENT, preparation.key()) != null;
        if (again) {
            // The very same reveal was prepared before: its pins count twice now.
            unpin(preparation);
            return;
        }
        store.write(new Batch().put(SEGMENT, preparation.key(), preparation.value()), Durability.SYNCED);
        count++;
        bytes += preparation.bytes();
    }

    @Override
    public synchronized Optional<IndexedWork> registered(Work work) {
        List<Preparation> preparations = all(Preparation.prefix(work.id()));
        Optional<Preparation> revealed = preparations.stream()
                .filter(p -> p.reveal().equals(work.position().revealTxId()))
                .findFirst()
                .or(() -> preparations.stream()
                        .filter(p -> p.preview().equals(work.facts().previewCid()))
                        .findFirst());
        for (Preparation preparation : preparations) {
            if (revealed.isPresent() && revealed.get().reveal().equals(preparation.reveal())) {
                announce(preparation);
            } else {
                release(preparation);
            }
        }
        return revealed.filter(p -> p.preview().equals(work.facts().previewCid()))
                .flatMap(Preparation::looks);
    }

    /** Repeated after a crash or a failure: announcing twice does no harm. */
    private void announce(Preparation preparation) {
        try {
            if (preparation.preview().isPresent()) {
                content.provide(preparation.preview().get());
            }
            remove(preparation);
        } catch (IOException e) {
            LOG.warn("the preview of {} is announced later: {}", preparation.work(), e.getMessage());
        }
    }

    @Override
    public synchronized void sweep(long finalHeight) {
        List<Work> registered = new ArrayList<>();
        List<Preparation> expired = new ArrayList<>();
        store.scan(SEGMENT, NOTHING, NOTHING, (key, value) -> {
            Preparation preparation = Preparation.decode(key, value);
            Optional<Work> work = ledger.work(preparation.work());
            work.ifPresent(registered::add);
            if (work.isEmpty() && finalHeight > preparation.expiryHeight()) {
                expired.add(preparation);
            }
            return true;
        });
        expired.forEach(this::release);
        for (Work work : registered) {
            var unused = registered(work);
        }
    }

    /** Forgets first: a pin that a crash leaves behind costs room, one let go twice could be somebody else's. */
    private void release(Preparation preparation) {
        remove(preparation);
        unpin(preparation);
    }

    private void unpin(Preparation preparation) {
        preparation.preview().ifPresent(this::unpin);
        preparation.sealed().ifPresent(this::unpin);
    }

    private void unpin(Cid cid) {
        try {
            content.unpin(cid);
        } catch (IOException e) {
            LOG.warn("content {} stays pinned: {}", cid, e.getMessage());
        }
    }

    private void remove(Preparation preparation) {
        store.write(new Batch().delete(SEGMENT, preparation.key()), Durability.SYNCED);
        count--;
        bytes -= preparation.bytes();
    }

    private List<Preparation> all(byte[] prefix) {
        List<Preparation> preparations = new ArrayList<>();
        store.scan(SEGMENT, prefix, prefix, (key, value) -> preparations.add(Preparation.decode(key, value)));
        return preparations;
    }
}
