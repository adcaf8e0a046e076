package one.imago.node.storage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes that are applied together, in order. Not thread-safe. */
public final class Batch {
    private final List<Entry> entries = new ArrayList<>();

    public Batch put(Segment segment, byte[] key, byte[] value) {
        entries.add(new Entry(segment, key, value));
        return this;
    }

    public Batch delete(Segment segment, byte[] key) {
        entries.add(new Entry(segment, key, null));
        return this;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    List<Entry> entries() {
        return entries;
    }

    record Entry(Segment segment, byte[] key, byte @Nullable [] value) {}
}
