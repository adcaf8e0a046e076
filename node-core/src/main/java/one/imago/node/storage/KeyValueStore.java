package one.imago.node.storage;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Ordered keys and values in declared segments, with atomic writes over several of them. Keys are ordered as unsigned
 * bytes. Thread-safe; arrays given and returned belong to the caller. Failures of the disk are {@link StorageException}s.
 */
public interface KeyValueStore extends AutoCloseable {
    byte @Nullable [] get(Segment segment, byte[] key);

    /** Visits the entries whose keys start with {@code prefix} and are at least {@code from}, in order. */
    void scan(Segment segment, byte[] prefix, byte[] from, Visitor visitor);

    /** Applies the whole batch or nothing. When {@code durability} is SYNCED, it survives a crash once this returns. */
    void write(Batch batch, Durability durability);

    /** A view that later writes do not change. Close it. */
    Snapshot snapshot();

    /** A consistent copy of the whole store in a directory that does not exist yet. */
    void checkpoint(Path directory);

    @Override
    void close();

    /** Called for each entry; false ends the scan. */
    @FunctionalInterface
    interface Visitor {
        boolean visit(byte[] key, byte[] value);
    }

    /** How safe a write is when {@code write} returns. */
    enum Durability {
        /** In the log of the operating system: survives the process, not the machine. */
        BUFFERED,
        /** On the disk. */
        SYNCED
    }

    /** Reads as of one moment. */
    interface Snapshot extends AutoCloseable {
        byte @Nullable [] get(Segment segment, byte[] key);

        void scan(Segment segment, byte[] prefix, byte[] from, Visitor visitor);

        @Override
        void close();
    }
}
