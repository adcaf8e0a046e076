package one.imago.node.storage;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stores in memory, with the same contract as those on disk: for tests and simulators. A store that is closed and opened
 * again still holds what was written, as after a restart. Thread-safe.
 */
public final class InMemoryStorage implements Storage {
    private final Map<String, InMemoryStore> stores = new ConcurrentHashMap<>();

    @Override
    public KeyValueStore open(String name, List<Segment> segments) {
        return stores.computeIfAbsent(name, InMemoryStore::new).open(segments);
    }
}
