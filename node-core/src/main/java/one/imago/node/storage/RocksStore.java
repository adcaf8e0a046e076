package one.imago.node.storage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Cache;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;

/** One RocksDB database, a column family for each segment. */
final class RocksStore implements KeyValueStore {
    private final Path path;
    private final RocksOptions options;
    private final DiskSpace space;
    private final RocksDB database;
    private final Map<Segment, ColumnFamilyHandle> families;
    private final List<ColumnFamilyHandle> handles;
    private final Set<RocksSnapshot> snapshots = ConcurrentHashMap.newKeySet();
    private final Guard guard;

    private RocksStore(
            Path path,
            RocksOptions options,
            DiskSpace space,
            RocksDB database,
            Map<Segment, ColumnFamilyHandle> families,
            List<ColumnFamilyHandle> handles) {
        this.path = path;
        this.options = options;
        this.space = space;
        this.database = database;
        this.families = families;
        this.handles = handles;
        this.guard = new Guard("the store " + path);
    }

    static RocksStore open(Path path, List<Segment> segments, Cache cache, DiskSpace space) {
        space.requireForWrite();
        RocksOptions options = new RocksOptions(cache);
        try {
            refuseUndeclared(path, segments);
            List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
            descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, options.family));
            for (Segment segment : segments) {
                descriptors.add(new ColumnFamilyDescriptor(nameOnDisk(segment), options.family));
            }
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            RocksDB database = RocksDB.open(options.database, path.toString(), descriptors, handles);
            Map<Segment, ColumnFamilyHandle> families = new LinkedHashMap<>();
            for (int i = 0; i < segments.size(); i++) {
                families.put(segments.get(i), handles.get(i + 1));
            }
            return new RocksStore(path, options, space, database, families, handles);
        } catch (RocksDBException e) {
            options.close();
            throw failure(path, "open", e);
        } catch (RuntimeException e) {
            options.close();
            throw e;
        }
    }

    private static void refuseUndeclared(Path path, List<Segment> segments) throws RocksDBException {
        Set<String> declared = new HashSet<>();
        declared.add(new String(RocksDB.DEFAULT_COLUMN_FAMILY, StandardCharsets.UTF_8));
        for (Segment segment : segments) {
            if (!declared.add(segment.name())) {
                throw new IllegalArgumentException("the segment " + segment.name() + " is declared twice");
            }
        }
        try (Options listing = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(listing, path.toString())) {
                String text = new String(name, StandardCharsets.UTF_8);
                if (!declared.contains(text)) {
                    throw new StorageException(
                            StorageException.Kind.FORMAT,
                            "the store " + path + " holds a segment that this version does not know: " + text
                                    + "; it was written by another version of the node");
                }
            }
        }
    }

    @Override
    public byte @Nullable [] get(Segment segment, byte[] key) {
        return get(segment, key, options.read);
    }

    byte @Nullable [] get(Segment segment, byte[] key, ReadOptions read) {
        guard.enter();
        try {
            return database.get(family(segment), read, key);
        } catch (RocksDBException e) {
            throw failure(path, "read", e);
        } finally {
            guard.exit();
        }
    }

    @Override
    public void scan(Segment segment, byte[] prefix, byte[] from, Visitor visitor) {
        guard.enter();
        try (ReadOptions read = new ReadOptions()) {
            scan(segment, prefix, from, visitor, read);
        } finally {
            guard.exit();
        }
    }

    /** The caller is inside the guard and owns {@code read}. */
    private void scan(Segment segment, byte[] prefix, byte[] from, Visitor visitor, ReadOptions read) {
        byte @Nullable [] end = Keys.endOfPrefix(prefix);
        // An upper bound keeps the iterator from wading through tombstones behind the prefix.
        Slice bound = end == null ? null : new Slice(end);
        try {
            if (bound != null) {
                read.setIterateUpperBound(bound);
            }
            try (RocksIterator iterator = database.newIterator(family(segment), read)) {
                iterator.seek(Keys.later(prefix, from));
                while (iterator.isValid()) {
                    if (!visitor.visit(iterator.key(), iterator.value())) {
                        return;
                    }
                    iterator.next();
                }
                iterator.status();
            } catch (RocksDBException e) {
                throw failure(path, "scan", e);
            }
        } finally {
            if (bound != null) {
                bound.close();
            }
        }
    }

    @Override
    public void write(Batch batch, Durability durability) {
        guard.enter();
        try (WriteBatch writes = new WriteBatch()) {
            for (Batch.Entry entry : batch.entries()) {
                if (entry.value() == null) {
                    writes.delete(family(entry.segment()), entry.key());
                } else {
                    writes.put(family(entry.segment()), entry.key(), entry.value());
                }
            }
            space.requireForWrite();
            database.write(durability == Durability.SYNCED ? options.synced : options.buffered, writes);
        } catch (RocksDBException e) {
            throw failure(path, "write", e);
        } finally {
            guard.exit();
        }
    }

    @Override
    public Snapshot snapshot() {
        guard.enter();
        try {
            RocksSnapshot snapshot = new RocksSnapshot(database.getSnapshot());
            snapshots.add(snapshot);
            return snapshot;
        } finally {
            guard.exit();
        }
    }

    @Override
    public void checkpoint(Path directory) {
        guard.enter();
        try (Checkpoint checkpoint = Checkpoint.create(database)) {
            checkpoint.createCheckpoint(directory.toString());
        } catch (RocksDBException e) {
            throw failure(directory, "write a copy of the store to", e);
        } finally {
            guard.exit();
        }
    }

    @Override
    public void close() {
        guard.close(() -> {
            snapshots.forEach(RocksSnapshot::release);
            handles.forEach(ColumnFamilyHandle::close);
            database.close();
            options.close();
        });
    }

    private ColumnFamilyHandle family(Segment segment) {
        ColumnFamilyHandle family = families.get(segment);
        if (family == null) {
            throw new IllegalArgumentException("the store " + path + " has no segment " + segment.name());
        }
        return family;
    }

    private static byte[] nameOnDisk(Segment segment) {
        return segment.name().getBytes(StandardCharsets.UTF_8);
    }

    private static StorageException failure(Path path, String verb, RocksDBException e) {
        Status status = e.getStatus();
        if (status != null && status.getSubCode() == Status.SubCode.NoSpace) {
            return new StorageException(
                    StorageException.Kind.DISK_FULL,
                    "the disk that holds " + path + " is full: free some room, and the node goes on",
                    e);
        }
        String reason = String.valueOf(e.getMessage());
        if (reason.contains("lock hold by current process") || reason.contains("While lock file")) {
            return new StorageException(
                    StorageException.Kind.IN_USE, "the store " + path + " is open already: " + reason, e);
        }
        return new StorageException("could not " + verb + " " + path + ": " + reason, e);
    }

    /**
     * A view of one sequence number; released with its store at the latest. The store's guard is always entered before
     * the view's, or a closing store and a reader would wait for each other.
     */
    private final class RocksSnapshot implements Snapshot {
        private final org.rocksdb.Snapshot snapshot;
        private final ReadOptions read;
        private final Guard view = new Guard("a snapshot of " + path);

        RocksSnapshot(org.rocksdb.Snapshot snapshot) {
            this.snapshot = snapshot;
            this.read = new ReadOptions().setSnapshot(snapshot);
        }

        @Override
        public byte @Nullable [] get(Segment segment, byte[] key) {
            guard.enter();
            try {
                view.enter();
                try {
                    return RocksStore.this.get(segment, key, read);
                } finally {
                    view.exit();
                }
            } finally {
                guard.exit();
            }
        }

        @Override
        public void scan(Segment segment, byte[] prefix, byte[] from, Visitor visitor) {
            guard.enter();
            try {
                view.enter();
                try (ReadOptions own = new ReadOptions().setSnapshot(snapshot)) {
                    RocksStore.this.scan(segment, prefix, from, visitor, own);
                } finally {
                    view.exit();
                }
            } finally {
                guard.exit();
            }
        }

        @Override
        public void close() {
            // A store that is closing releases this view itself.
            try {
                guard.enter();
            } catch (StorageException e) {
                return;
            }
            try {
                release();
                snapshots.remove(this);
            } finally {
                guard.exit();
            }
        }

        private void release() {
            view.close(() -> {
                read.close();
                database.releaseSnapshot(snapshot);
                snapshot.close();
            });
        }
    }
}
