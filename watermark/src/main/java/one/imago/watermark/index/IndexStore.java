package one.imago.watermark.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.WorkId;
import one.imago.node.storage.Batch;
import one.imago.node.storage.KeyValueStore;
import one.imago.node.storage.KeyValueStore.Durability;
import one.imago.node.storage.Segment;
import one.imago.watermark.likeness.Sketch;

/**
 * The index on disk. It holds nothing that cannot be computed again from the ledger and the previews, so that writes
 * are buffered; each write is atomic and carries the progress with it, so that a crash repeats work and loses none.
 * Keys are work ids, 8 bytes big endian.
 */
final class IndexStore {
    static final Segment CODES = new Segment("codes");
    static final Segment SKETCHES = new Segment("sketches");
    static final Segment AWAITING = new Segment("awaiting");
    static final Segment REJECTED = new Segment("rejected");
    static final Segment PROGRESS = new Segment("progress");
    static final List<Segment> SEGMENTS = List.of(CODES, SKETCHES, AWAITING, REJECTED, PROGRESS);

    private static final byte[] NOTHING = {};
    /** Of what is kept of a work; another one means that everything is computed again. */
    private static final byte VERSION = 3;

    private static final byte[] PROGRESS_KEY = "ledger".getBytes(StandardCharsets.US_ASCII);
    private static final int PROGRESS_BYTES = 1 + Hash.LENGTH + Long.BYTES;
    private static final int WIPE_BATCH = 1000;

    private final KeyValueStore store;

    IndexStore(KeyValueStore store) {
        this.store = store;
    }

    /** How far the ledger has been read; empty when nothing was read yet, or of another chain or by another version. */
    Optional<Long> progress(Hash chainId) {
        byte[] value = store.get(PROGRESS, PROGRESS_KEY);
        if (value == null || value.length != PROGRESS_BYTES || value[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(value, 1, PROGRESS_BYTES - 1);
        byte[] chain = new byte[Hash.LENGTH];
        in.get(chain);
        return Hash.of(chain).equals(chainId) ? Optional.of(in.getLong()) : Optional.empty();
    }

    void saveProgress(Hash chainId, long height) {
        store.write(progressTo(new Batch(), chainId, height), Durability.BUFFERED);
    }

    private static Batch progressTo(Batch batch, Hash chainId, long height) {
        byte[] value = ByteBuffer.allocate(PROGRESS_BYTES)
                .put(VERSION)
                .put(chainId.bytes())
                .putLong(height)
                .array();
        return batch.put(PROGRESS, PROGRESS_KEY, value);
    }

    void save(IndexedWork work, long[] codes) {
        byte[] key = key(work.work());
        ByteBuffer value = ByteBuffer.allocate(Long.BYTES * codes.length);
        value.asLongBuffer().put(codes);
        Batch batch = new Batch()
                .put(CODES, key, value.array())
                .put(SKETCHES, key, work.sketch().encode())
                .delete(AWAITING, key);
        store.write(batch, Durability.BUFFERED);
    }

    /**
     * A work whose preview could not be read yet.
     *
     * @param work the work
     * @param attempts to read it so far
     * @param dueHeight when the next one is due
     */
    record Awaited(WorkId work, int attempts, long dueHeight) {}

    /** Remembers a work whose preview is not here yet. */
    void await(Awaited awaited) {
        byte[] value = ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) awaited.attempts())
                .putLong(awaited.dueHeight())
                .array();
        store.write(new Batch().put(AWAITING, key(awaited.work()), value), Durability.BUFFERED);
    }

    Optional<Awaited> awaited(WorkId work) {
        return Optional.ofNullable(store.get(AWAITING, key(work))).map(value -> awaited(work, value));
    }

    private static Awaited awaited(WorkId work, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        return new Awaited(work, in.get(), in.getLong());
    }

    void forgetAwaited(WorkId work) {
        store.write(new Batch().delete(AWAITING, key(work)), Durability.BUFFERED);
    }

    /** Remembers that a work is never to be indexed, and why. */
    void reject(WorkId work, String why) {
        Batch batch = new Batch()
                .put(REJECTED, key(work), why.getBytes(StandardCharsets.UTF_8))
                .delete(AWAITING, key(work));
        store.write(batch, Durability.BUFFERED);
    }

    boolean rejected(WorkId work) {
        return store.get(REJECTED, key(work)) != null;
    }

    int count(Segment segment) {
        int[] count = {0};
        store.scan(segment, NOTHING, NOTHING, (key, value) -> {
            count[0]++;
            return true;
        });
        return count[0];
    }

    /** Up to {@code limit} awaited works whose ids are at least {@code from}, in order of their keys. */
    List<Awaited> awaited(WorkId from, int limit) {
        List<Awaited> works = new ArrayList<>();
        store.scan(AWAITING, NOTHING, key(from), (key, value) -> {
            works.add(awaited(work(key), value));
            return works.size() < limit;
        });
        return works;
    }

    boolean holds(WorkId work) {
        return store.get(CODES, key(work)) != null;
    }

    Optional<IndexedWork> find(WorkId work) {
        byte[] code = store.get(CODES, key(work));
        byte[] sketch = store.get(SKETCHES, key(work));
        return code == null || sketch == null
                ? Optional.empty()
                : Optional.of(new IndexedWork(work, ByteBuffer.wrap(code).getLong(), Sketch.decode(sketch)));
    }

    /** Every work with its codes, that of the whole frame first. */
    void forEachWork(BiConsumer<WorkId, long[]> visitor) {
        store.scan(CODES, NOTHING, NOTHING, (key, value) -> {
            long[] codes = new long[value.length / Long.BYTES];
            ByteBuffer.wrap(value).asLongBuffer().get(codes);
            visitor.accept(work(key), codes);
            return true;
        });
    }

    /** What every work looks like. */
    void forEachSketch(BiConsumer<WorkId, Sketch> visitor) {
        store.scan(SKETCHES, NOTHING, NOTHING, (key, value) -> {
            visitor.accept(work(key), Sketch.decode(value));
            return true;
        });
    }

    /** Removes everything, for another chain or a ledger that was set back. */
    void wipe() {
        for (Segment segment : SEGMENTS) {
            while (wipeSome(segment)) {
                // until the segment is empty
            }
        }
    }

    private boolean wipeSome(Segment segment) {
        Batch batch = new Batch();
        int[] count = {0};
        store.scan(segment, NOTHING, NOTHING, (key, value) -> {
            batch.delete(segment, key);
            return ++count[0] < WIPE_BATCH;
        });
        store.write(batch, Durability.BUFFERED);
        return count[0] > 0;
    }

    private static byte[] key(WorkId work) {
        return ByteBuffer.allocate(Long.BYTES).putLong(work.value()).array();
    }

    private static WorkId work(byte[] key) {
        return new WorkId(ByteBuffer.wrap(key).getLong());
    }
}
