package one.imago.watermark.index;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;
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

    private final KeyValueStore segments;
    private final IndexStore store;
    private final PreviewReader previews;
    private final HammingIndex codes;
    private final FeatureIndex features = new FeatureIndex();
    private WorkId nextRetry = new WorkId(0);

    /**
     * @param segments a store with {@link #SEGMENTS}, owned from now on
     * @param background sorts what was added
     */
    public FingerprintIndex(KeyValueStore segments, PreviewReader previews, Executor background) {
        this.codes = new HammingIndex(background);
        this.segments = segments;
        this.store = new IndexStore(segments);
        this.previews = previews;
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
            return 0;
        }
        codes.addAll(sink -> store.forEachWork((work, codesOfWork) -> sink.add(work.value(), codesOfWork)));
        store.forEachSketch((work, sketch) -> features.add(work, sketch.features()));
        return progress.get();
    }

    void saveProgress(Hash chainId, long height) {
        store.saveProgress(chainId, height);
    }

    /** Adds a work whose preview this node made itself. */
    void add(IndexedWork work) {
        if (!store.holds(work.work())) {
            long[] codesOfWork = work.codes();
            store.save(work, codesOfWork);
            codes.add(work.work().value(), codesOfWork);
            features.add(work.work(), work.sketch().features());
        }
    }

    /** Adds a work, or remembers to try again when its preview is not here. Adding twice does nothing. */
    void add(Work work) {
        if (store.holds(work.id())) {
            return;
        }
        PreviewReader.Reading reading = previews.read(work);
        if (reading instanceof PreviewReader.Reading.Agrees agrees) {
            add(agrees.work());
        } else if (reading instanceof PreviewReader.Reading.Absent) {
            store.await(work.id());
        } else if (reading instanceof PreviewReader.Reading.Refused refused) {
            LOG.debug("work {} is not indexed: {}", work.id(), refused.why());
            store.forgetAwaited(work.id());
        }
    }

    /** The next few works whose previews were not here, to be tried again; goes round. */
    List<WorkId> toRetry() {
        List<WorkId> works = store.awaited(nextRetry, RETRIES_AT_ONCE);
        nextRetry = works.size() < RETRIES_AT_ONCE
                ? new WorkId(0)
                : new WorkId(works.get(works.size() - 1).value() + 1);
        return works;
    }

    void forget(WorkId awaited) {
        store.forgetAwaited(awaited);
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
        return features.near(
                picture.features(mirrored), picture.width(), picture.height(), LEAST_SHARED, limit);
    }

    /** What this node knows of a work's looks: from the index, or read from its preview now; empty when it is private. */
    public Optional<IndexedWork> find(Work work) {
        Optional<IndexedWork> indexed = store.find(work.id());
        return indexed.isPresent() || !(previews.read(work) instanceof PreviewReader.Reading.Agrees agrees)
                ? indexed
                : Optional.of(agrees.work());
    }

    @Override
    public void close() {
        segments.close();
    }
}
