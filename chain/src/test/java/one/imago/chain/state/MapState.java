package one.imago.chain.state;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** A state in maps, for tests of single modules. */
@NullMarked
public final class MapState implements StateWriter {
    private final Map<String, SortedMap<byte[], byte[]>> modules;
    private final SortedMap<byte[], byte[]> entries;

    public MapState(String module) {
        this(new TreeMap<>(), module);
    }

    private MapState(Map<String, SortedMap<byte[], byte[]>> modules, String module) {
        this.modules = modules;
        this.entries = modules.computeIfAbsent(module, id -> new TreeMap<>(Arrays::compareUnsigned));
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        byte[] value = entries.get(key);
        return value == null ? null : value.clone();
    }

    @Override
    public StateReader module(String id) {
        return new MapState(modules, id);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        if (key.length == 0 || key.length > 128 || value.length > 64 * 1024) {
            throw new IllegalArgumentException("key or value too long");
        }
        entries.put(key.clone(), value.clone());
    }

    @Override
    public void delete(byte[] key) {
        entries.remove(key);
    }

    public void forEach(BiConsumer<byte[], byte[]> visitor) {
        entries.forEach(visitor);
    }

    public int size() {
        return entries.size();
    }
}
