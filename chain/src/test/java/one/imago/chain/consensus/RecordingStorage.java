package one.imago.chain.consensus;

import java.nio.file.Path;
import java.util.List;
import one.imago.chain.state.LedgerSegments;
import one.imago.node.storage.Batch;
import one.imago.node.storage.InMemoryStorage;
import one.imago.node.storage.KeyValueStore;
import one.imago.node.storage.Segment;
import one.imago.node.storage.Storage;
import one.imago.node.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory that calls back after each write, when a crash would leave exactly this on disk, and can refuse
 * writes as a full disk does.
 */
final class RecordingStorage implements Storage {
    private final InMemoryStorage storage = new InMemoryStorage();

    Runnable afterWrite = () -> {};
    boolean full;

    @Override
    public KeyValueStore open(String name, List<Segment> segments) {
        KeyValueStore store = storage.open(name, segments);
        return new KeyValueStore() {
            @Override
            public byte @Nullable [] get(Segment segment, byte[] key) {
                return store.get(segment, key);
            }

            @Override
            public void scan(Segment segment, byte[] prefix, byte[] from, Visitor visitor) {
                store.scan(segment, prefix, from, visitor);
            }

            @Override
            public void write(Batch batch, Durability durability) {
                if (full) {
                    throw new StorageException(StorageException.Kind.DISK_FULL, "the test's disk is full");
                }
                store.write(batch, durability);
                afterWrite.run();
            }

            @Override
            public Snapshot snapshot() {
                return store.snapshot();
            }

            @Override
            public void checkpoint(Path directory) {
                store.checkpoint(directory);
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }

    /** What is on disk now, in a storage of its own. */
    static InMemoryStorage copy(KeyValueStore store) {
        Batch batch = new Batch();
        for (Segment segment : LedgerSegments.all()) {
            store.scan(segment, new byte[0], new byte[0], (key, value) -> {
                batch.put(segment, key, value);
                return true;
            });
        }
        InMemoryStorage copy = new InMemoryStorage();
        try (KeyValueStore target = copy.open(LedgerSegments.STORE, LedgerSegments.all())) {
            target.write(batch, KeyValueStore.Durability.SYNCED);
        }
        return copy;
    }
}
