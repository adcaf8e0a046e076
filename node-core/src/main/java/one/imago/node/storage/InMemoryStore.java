package one.imago.node.storage;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Ordered maps, one a segment. A map that a snapshot or a scan looks at is never changed again: the next write to it
 * works on a copy, so that readers need no lock while they read.
 */
final class InMemoryStore {
    private final String name;
    private final Map<Segment, Table> tables = new HashMap<>();
    private boolean open;

    InMemoryStore(String name) {
        this.name = name;
    }

    synchronized KeyValueStore open(List<Segment> segments) {
        if (open) {
            throw new StorageException(StorageException.Kind.IN_USE, "the store " + name + " is open already");
        }
        Set<Segment> declared = new HashSet<>(segments);
        if (declared.size() != segments.size()) {
            throw new IllegalArgumentException("a segment is declared twice in " + segments);
        }
        for (Segment segment : tables.keySet()) {
            if (!declared.contains(segment)) {
                throw new StorageException(
                        StorageException.Kind.FORMAT,
                        "the store " + name + " holds a segment that was not declared: " + segment.name());
            }
        }
        segments.forEach(segment -> tables.computeIfAbsent(segment, key -> new Table()));
        open = true;
        return new Handle();
    }

    private Table table(Segment segment) {
        Table table = tables.get(segment);
        if (table == null) {
            throw new IllegalArgumentException("the store " + name + " has no segment " + segment.name());
        }
        return table;
    }

    private static byte @Nullable [] copyOf(byte @Nullable [] value) {
        return value == null ? null : value.clone();
    }

    private static void scan(
            SortedMap<byte[], byte[]> entries, byte[] prefix, byte[] from, KeyValueStore.Visitor visitor) {
        for (Map.Entry<byte[], byte[]> entry :
                entries.tailMap(Keys.later(prefix, from)).entrySet()) {
            if (!Keys.startsWith(entry.getKey(), prefix)
                    || !visitor.visit(entry.getKey().clone(), entry.getValue().clone())) {
                return;
            }
        }
    }

    /** One segment's entries, copied on the first write after somebody was shown them. */
    private static final class Table {
        private SortedMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
        private boolean shown;

        SortedMap<byte[], byte[]> show() {
            shown = true;
            return entries;
        }

        SortedMap<byte[], byte[]> toChange() {
            if (shown) {
                entries = new TreeMap<>(entries);
                shown = false;
            }
            return entries;
        }
    }

    /** What one opener holds. */
    private final class Handle implements KeyValueStore {
        private boolean closed;

        private void requireOpen() {
            if (closed) {
                throw new StorageException(StorageException.Kind.CLOSED, "the store " + name + " is closed");
            }
        }

        @Override
        public byte @Nullable [] get(Segment segment, byte[] key) {
            synchronized (InMemoryStore.this) {
                requireOpen();
                return copyOf(table(segment).entries.get(key));
            }
        }

        @Override
        public void scan(Segment segment, byte[] prefix, byte[] from, Visitor visitor) {
            SortedMap<byte[], byte[]> entries;
            synchronized (InMemoryStore.this) {
                requireOpen();
                entries = table(segment).show();
            }
            InMemoryStore.scan(entries, prefix, from, visitor);
        }

        @Override
        public void write(Batch batch, Durability durability) {
            synchronized (InMemoryStore.this) {
                requireOpen();
                batch.entries().forEach(entry -> table(entry.segment()));
                for (Batch.Entry entry : batch.entries()) {
                    SortedMap<byte[], byte[]> entries = table(entry.segment()).toChange();
                    if (entry.value() == null) {
                        entries.remove(entry.key());
                    } else {
                        entries.put(entry.key().clone(), entry.value().clone());
                    }
                }
            }
        }

        @Override
        public Snapshot snapshot() {
            synchronized (InMemoryStore.this) {
                requireOpen();
                Map<Segment, SortedMap<byte[], byte[]>> view = new HashMap<>();
                tables.forEach((segment, table) -> view.put(segment, table.show()));
                return new View(this, view);
            }
        }

        @Override
        public void checkpoint(Path directory) {
            Map<Segment, SortedMap<byte[], byte[]>> view = new HashMap<>();
            synchronized (InMemoryStore.this) {
                requireOpen();
                tables.forEach((segment, table) -> view.put(segment, table.show()));
            }
            RocksStorage.writeStore(directory, view);
        }

        @Override
        public void close() {
            synchronized (InMemoryStore.this) {
                if (!closed) {
                    closed = true;
                    open = false;
                }
            }
        }
    }

    /** What the store held at one moment. */
    private final class View implements KeyValueStore.Snapshot {
        private final Handle handle;
        private final Map<Segment, SortedMap<byte[], byte[]>> view;
        private volatile boolean closed;

        View(Handle handle, Map<Segment, SortedMap<byte[], byte[]>> view) {
            this.handle = handle;
            this.view = view;
        }

        private SortedMap<byte[], byte[]> entries(Segment segment) {
            synchronized (InMemoryStore.this) {
                handle.requireOpen();
            }
            if (closed) {
                throw new StorageException(StorageException.Kind.CLOSED, "a snapshot of " + name + " is closed");
            }
            SortedMap<byte[], byte[]> entries = view.get(segment);
            if (entries == null) {
                throw new IllegalArgumentException("the store " + name + " has no segment " + segment.name());
            }
            return entries;
        }

        @Override
        public byte @Nullable [] get(Segment segment, byte[] key) {
            return copyOf(entries(segment).get(key));
        }

        @Override
        public void scan(Segment segment, byte[] prefix, byte[] from, KeyValueStore.Visitor visitor) {
            InMemoryStore.scan(entries(segment), prefix, from, visitor);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
