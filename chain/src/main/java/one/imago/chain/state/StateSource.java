package one.imago.chain.state;

import java.util.SortedMap;
import one.imago.node.crypto.Hash;
import org.jspecify.annotations.Nullable;

/** A state that a block can be executed on: the final one, or a {@link StateLayer} over another. */
public abstract class StateSource {
    StateSource() {}

    abstract byte @Nullable [] value(Key key);

    abstract @Nullable TreeNode node(Key id);

    abstract SortedMap<String, NodeRef> roots();

    /** Commits to every module that holds something. */
    public Hash root() {
        return StateHash.stateRoot(hashes(roots()));
    }

    static SortedMap<String, Hash> hashes(SortedMap<String, NodeRef> roots) {
        SortedMap<String, Hash> hashes = new java.util.TreeMap<>();
        roots.forEach((id, ref) -> hashes.put(id, Hash.of(ref.hash())));
        return hashes;
    }

    /** Reads one module's subtree. Any thread may read. */
    public StateReader reader(String module) {
        byte[] prefix = Key.modulePrefix(module);
        return new StateReader() {
            @Override
            public byte @Nullable [] get(byte[] key) {
                byte[] value = value(Key.of(prefix, key));
                return value == null ? null : value.clone();
            }

            @Override
            public StateReader module(String id) {
                return reader(id);
            }
        };
    }
}
