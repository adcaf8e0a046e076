package one.imago.watermark.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;
import one.imago.node.storage.InMemoryStorage;
import one.imago.node.storage.KeyValueStore;
import one.imago.node.storage.Segment;
import one.imago.watermark.features.FeatureHit;
import one.imago.watermark.features.FeatureIndex;
import one.imago.watermark.hamming.HammingIndex;
import one.imago.watermark.likeness.Look;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The works that this node can recognise. Searches from any thread; one thread adds. A work is added once its preview
 * was read and found to be what the ledger says.
 */
public final class FingerprintIndex implements AutoCloseable {
    /** The segments of its store. */
    public static final List<Segment> SEGMENTS = IndexStore.SEGMENTS;

    private static final Logger LOG = LoggerFactory.getLogger(FingerprintIndex.class);
    private static final int RETRIES_AT_ONCE = 64;
    private static final int LEAST_SHARED = 3;
    private static final int LOOKED_AT_ONCE = 4096;
    /** Blocks until the second attempt; the last pause is 2^12 times as long, nine hours at a block a second. */
    private static final long FIRST_PAUSE = 8;

    private static final int MOST_DOUBLINGS = 12;
    /** Attempts on a preview that the decoder fails on. */
    private static final int MOST_UNREADABLE = 4;

    private final KeyValueStore segments;
    private final IndexStore store;
    private final Function<Work, PreviewReader.Reading> previews;
    private final HammingIndex codes;
    private final FeatureIndex features = new FeatureIndex();
    private final AtomicInteger awaiting = new AtomicInteger();
    private final AtomicInteger rejected = new AtomicInteger();
    private WorkId nextRetry = new WorkId(0);

    /**
     * @param segments a store with {@link #SEGMENTS}, owned from now on
     * @param background sorts what was added
     */
    public FingerprintIndex(KeyValueStore segments, PreviewReader previews, Executor background) {
        this(segments, previews::read, background);
    }

    private FingerprintIndex(
            KeyValueStore segments, Function<Work, PreviewReader.Reading> previews, Executor background) {
        this.codes = new HammingIndex(background);
        this.segments = segments;
        this.store = new IndexStore(segments);
        this.previews = previews;
    }

    /** One that knows only what it is given, and sorts when it is. */
    public static FingerprintIndex inMemory(InMemoryStorage storage) {
        return new FingerprintIndex(
                storage.open("index", SEGMENTS), work -> new PreviewReader.Reading.Absent(), Runnable::run);
    }

    /**
     * Loads what is on disk. When that belongs to another chain or to a ledger that was set back, it is dropped.
     *
     * @return the height from which the ledger is to be read
     */
    long load(Hash chainId, long finalHeight) {
        Optional<Long> progress = store.progress(chainId);
        if (progress.isEmpty() || progress.get() > finalHeight) {
            store.wipe();
            store.saveProgress(chainId, 0);
            return 0;
        }
        codes.addAll(sink -> store.forEachWork((work, codesOfWork) -> sink.add(work.value(), codesOfWork)));
        store.forEachSketch((work, sketch) -> features.add(work, sketch.features()));
        awaiting.set(store.count(IndexStore.AWAITING));
        rejected.set(store.count(IndexStore.REJECTED));
        LOG.info("{} works can be recognised, {} await their previews", codes.items(), awaiting);
        return progress.get();
    }

    void saveProgress(Hash chainId, long height) {
        store.saveProgress(chainId, height);
    }

    /** Adds a work whose preview this node made itself. */
    public void add(IndexedWork work) {
        if (!store.holds(work.work())) {
            long[] codesOfWork = work.codes();
            store.save(work, codesOfWork);
            codes.add(work.work().value(), codesOfWork);
            features.add(work.work(), work.sketch().features());
        }
    }

    /**
     * Adds a work, or remembers to try again when its preview is not here, or that its preview is not what the ledger
     * says. Adding twice does nothing.
     *
     * @param height the newest final one, from which the next attempt is counted
     */
    void add(Work work, long height) {
        if (store.holds(work.id()) || store.rejected(work.id())) {
            return;
        }
        Optional<IndexStore.Awaited> before = store.awaited(work.id());
        int attempts = before.map(IndexStore.Awaited::attempts).orElse(0) + 1;
        PreviewReader.Reading reading = previews.apply(work);
        if (reading instanceof PreviewReader.Reading.Agrees agrees) {
            add(agrees.work());
        } else if (reading instanceof PreviewReader.Reading.Absent) {
            await(work.id(), attempts, height);
        } else if (reading instanceof PreviewReader.Reading.Unreadable unreadable) {
            if (attempts < MOST_UNREADABLE) {
                await(work.id(), attempts, height);
            } else {
                reject(work.id(), unreadable.why());
            }
        } else if (reading instanceof PreviewReader.Reading.Refused refused) {
            reject(work.id(), refused.why());
        }
        awaiting.addAndGet((store.awaited(work.id()).isPresent() ? 1 : 0) - (before.isPresent() ? 1 : 0));
    }

    /** The pause doubles from attempt to attempt, so that a preview that never comes costs little and less. */
    private void await(WorkId work, int attempts, long height) {
        int counted = Math.min(attempts, MOST_DOUBLINGS);
        store.await(new IndexStore.Awaited(work, counted, height + (FIRST_PAUSE << counted)));
    }

    private void reject(WorkId work, String why) {
        LOG.warn("work {} is not indexed and will not be found by its looks: {}", work, why);
        store.reject(work, why);
        rejected.incrementAndGet();
    }

    /** The next few works whose previews are to be tried again at this height; goes round. */
    List<WorkId> toRetry(long height) {
        List<IndexStore.Awaited> looked = store.awaited(nextRetry, LOOKED_AT_ONCE);
        List<WorkId> due = new ArrayList<>();
        WorkId last = nextRetry;
        for (IndexStore.Awaited awaited : looked) {
            if (due.size() < RETRIES_AT_ONCE) {
                last = awaited.work();
                if (awaited.dueHeight() <= height) {
                    due.add(awaited.work());
                }
            }
        }
        boolean atEnd = looked.size() < LOOKED_AT_ONCE && due.size() < RETRIES_AT_ONCE;
        nextRetry = atEnd ? new WorkId(0) : new WorkId(last.value() + 1);
        return due;
    }

    void forget(WorkId awaited) {
        store.forgetAwaited(awaited);
        awaiting.decrementAndGet();
    }

    /** Works whose previews were not here yet. */
    public int awaiting() {
        return awaiting.get();
    }

    /** Works whose previews are not what the ledger says. */
    public int rejected() {
        return rejected.get();
    }

    /** Indexed works. */
    public int size() {
        return codes.items();
    }

    /** Memory of codes and features, bytes. */
    public long bytes() {
        return codes.bytes() + features.bytes();
    }

    /**
     * Indexed works with a code within {@code radius} bits of one of these, each once, nearest first, at most
     * {@code limit}. Exact.
     */
    public List<IndexHit> near(long[] searched, int radius, int limit) {
        return codes.near(searched, radius, limit).stream()
                .map(hit -> new IndexHit(new WorkId(hit.item()), hit.distance(), hit.query(), hit.part()))
                .toList();
    }

    /** As {@link #near(long[], int, int)}, for one code. */
    public List<IndexHit> near(long code, int radius, int limit) {
        return near(new long[] {code}, radius, limit);
    }

    /**
     * Indexed works that share details with a picture, most first, at most {@code limit}. A work shares a few with many
     * pictures: candidates, more than anything else here.
     *
     * @param mirrored whether the picture is mirrored first
     */
    public List<FeatureHit> sharing(Look picture, boolean mirrored, int limit) {
        return features.near(picture.features(mirrored), picture.width(), picture.height(), LEAST_SHARED, limit);
    }

    /** What is kept of an indexed work. */
    public Optional<IndexedWork> find(WorkId work) {
        return store.find(work);
    }

    /** What this node knows of a work's looks: from the index, or read from its preview now; empty when it is private. */
    public Optional<IndexedWork> find(Work work) {
        Optional<IndexedWork> indexed = store.find(work.id());
        if (indexed.isPresent() || store.rejected(work.id())) {
            return indexed;
        }
        return !(previews.apply(work) instanceof PreviewReader.Reading.Agrees agrees)
                ? Optional.empty()
                : Optional.of(agrees.work());
    }

    @Override
    public void close() {
        segments.close();
    }
}
