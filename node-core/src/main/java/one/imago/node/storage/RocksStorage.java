package one.imago.node.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;

/**
 * Stores on disk in RocksDB, one directory a store. All stores share one block cache. Thread-safe; close it after its
 * stores.
 */
public final class RocksStorage implements Storage, AutoCloseable {
    private static final long CACHE_BYTES = 64L << 20;

    private final DataDirectory directory;
    private final Cache cache;

    static {
        RocksDB.loadLibrary();
    }

    public RocksStorage(DataDirectory directory) {
        this.directory = directory;
        this.cache = new LRUCache(CACHE_BYTES);
    }

    @Override
    public KeyValueStore open(String name, List<Segment> segments) {
        Path path = directory.store(name);
        PrivateFiles.createDirectory(directory.root());
        PrivateFiles.createDirectory(path);
        return RocksStore.open(path, segments, cache, DiskSpace.of(path));
    }

    /** Writes a new store, for checkpoints of stores that are not on disk. */
    static void writeStore(Path path, Map<Segment, SortedMap<byte[], byte[]>> contents) {
        if (Files.exists(path)) {
            throw new StorageException(path + " exists already: a copy is written to a new directory");
        }
        PrivateFiles.createDirectory(path);
        Batch batch = new Batch();
        contents.forEach((segment, entries) -> entries.forEach((key, value) -> batch.put(segment, key, value)));
        try (Cache cache = new LRUCache(CACHE_BYTES);
                RocksStore store = RocksStore.open(path, List.copyOf(contents.keySet()), cache, DiskSpace.of(path))) {
            store.write(batch, KeyValueStore.Durability.SYNCED);
        }
    }

    @Override
    public void close() {
        cache.close();
    }
}
