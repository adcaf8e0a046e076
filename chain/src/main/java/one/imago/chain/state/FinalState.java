package one.imago.chain.state;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import one.imago.node.storage.Batch;
import one.imago.node.storage.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The final state in the store, with bounded caches of what was read and written last. Any thread may read; only the
 * chain's owner thread, which alone makes blocks final, fills the caches, so that nothing old can slip in behind it.
 */
public final class FinalState extends StateSource {
    private static final int CACHED_NODES = 200_000;
    private static final long CACHED_VALUE_BYTES = 64L << 20;

    private final KeyValueStore store;
    private final Cache<Key, TreeNode> nodes = Caffeine.newBuilder()
            .maximumSize(CACHED_NODES)
            .executor(Runnable::run)
            .build();
    private final Cache<Key, byte[]> values = Caffeine.newBuilder()
            .maximumWeight(CACHED_VALUE_BYTES)
            .weigher((Key key, byte[] value) -> 100 + key.bytes().length + value.length)
            .executor(Runnable::run)
            .build();
    private volatile SortedMap<String, NodeRef> roots;
    private volatile @Nullable Thread owner;

    public FinalState(KeyValueStore store) {
        this.store = store;
        this.roots = readRoots((prefix, visitor) -> store.scan(LedgerSegments.ROOTS, prefix, prefix, visitor));
    }

    /** Says which thread makes blocks final: the calling one. */
    public void own() {
        owner = Thread.currentThread();
    }

    private boolean isOwner() {
        return Thread.currentThread() == owner;
    }

    @Override
    byte @Nullable [] value(Key key) {
        byte[] cached = values.getIfPresent(key);
        if (cached != null) {
            return cached;
        }
        byte[] value = store.get(LedgerSegments.VALUES, key.bytes());
        if (value != null && isOwner()) {
            values.put(key, value);
        }
        return value;
    }

    @Override
    @Nullable
    TreeNode node(Key id) {
        TreeNode cached = nodes.getIfPresent(id);
        if (cached != null) {
            return cached;
        }
        byte[] bytes = store.get(LedgerSegments.TREE, id.bytes());
        if (bytes == null) {
            return null;
        }
        TreeNode node = TreeNode.decode(bytes);
        if (isOwner()) {
            nodes.put(id, node);
        }
        return node;
    }

    @Override
    SortedMap<String, NodeRef> roots() {
        return roots;
    }

    /** Takes over a layer whose changes were written to the store. On the owner thread. */
    public void include(StateLayer layer) {
        layer.values().forEach((key, value) -> put(values, key, value));
        layer.nodes().forEach((id, node) -> put(nodes, id, node));
        roots = layer.roots();
    }

    private static <V> void put(Cache<Key, V> cache, Key key, Optional<V> value) {
        if (value.isPresent()) {
            cache.put(key, value.get());
        } else {
            cache.invalidate(key);
        }
    }

    /** Visits entries of a segment. */
    interface Scan {
        void scan(byte[] prefix, KeyValueStore.Visitor visitor);
    }

    static SortedMap<String, NodeRef> readRoots(Scan scan) {
        SortedMap<String, NodeRef> roots = new TreeMap<>();
        scan.scan(new byte[0], (key, value) -> {
            roots.put(new String(key, StandardCharsets.US_ASCII), NodeRef.read(ByteBuffer.wrap(value)));
            return true;
        });
        return roots;
    }

    static void writeRoots(SortedMap<String, NodeRef> before, SortedMap<String, NodeRef> after, Batch batch) {
        before.keySet().forEach(id -> {
            if (!after.containsKey(id)) {
                batch.delete(LedgerSegments.ROOTS, id.getBytes(StandardCharsets.US_ASCII));
            }
        });
        after.forEach((id, ref) -> {
            if (ref != before.get(id)) {
                batch.put(LedgerSegments.ROOTS, id.getBytes(StandardCharsets.US_ASCII), ref.encode());
            }
        });
    }
}
