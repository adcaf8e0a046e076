package one.imago.chain.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A block's changes while they are made, over its parent's state. Writes gather in a transaction, which is then kept or
 * dropped whole. Used by one thread; {@link #seal} ends it.
 */
public final class StateTransition {
    private final StateSource parent;
    private final Map<Key, Optional<byte[]>> values = new HashMap<>();
    private final Map<Key, Optional<byte[]>> pending = new HashMap<>();
    private final Map<String, Writer> writers = new HashMap<>();

    public StateTransition(StateSource parent) {
        this.parent = parent;
    }

    /** Reads and writes one module's subtree, within the running transaction. */
    public StateWriter writer(String module) {
        return writers.computeIfAbsent(module, Writer::new);
    }

    /** Keeps what was written since the last call of either. */
    public void keep() {
        values.putAll(pending);
        pending.clear();
    }

    /** Drops what was written since the last call of either. */
    public void drop() {
        pending.clear();
    }

    /** Computes the tree over everything kept. */
    public StateLayer seal() {
        pending.clear();
        Map<Key, Optional<TreeNode>> nodes = new HashMap<>();
        SortedMap<String, NodeRef> roots = new TreeMap<>(parent.roots());
        writers.forEach((module, writer) -> {
            List<StateTree.Change> changes = new ArrayList<>();
            for (Key key : writer.written) {
                Optional<byte[]> value = values.get(key);
                if (value != null) {
                    changes.add(StateTree.Change.of(key.rest(writer.prefix), value.orElse(null)));
                }
            }
            NodeRef root = StateTree.apply(roots.get(module), changes, new LayerNodes(writer.prefix, nodes));
            if (root == null) {
                roots.remove(module);
            } else {
                roots.put(module, root);
            }
        });
        return new StateLayer(parent, values, nodes, roots);
    }

    private byte @Nullable [] read(Key key) {
        Optional<byte[]> change = pending.get(key);
        if (change == null) {
            change = values.get(key);
        }
        return change == null ? parent.value(key) : change.orElse(null);
    }

    /** The nodes that a block writes, over its parent's. */
    private final class LayerNodes implements StateTree.Nodes {
        private final byte[] prefix;
        private final Map<Key, Optional<TreeNode>> changed;

        LayerNodes(byte[] prefix, Map<Key, Optional<TreeNode>> changed) {
            this.prefix = prefix;
            this.changed = changed;
        }

        @Override
        public TreeNode load(NodeRef.Inner ref) {
            Key id = Key.of(prefix, ref.id());
            Optional<TreeNode> change = changed.get(id);
            TreeNode node = change == null ? parent.node(id) : change.orElse(null);
            if (node == null) {
                throw new IllegalStateException("the state tree lacks a node at depth " + ref.depth());
            }
            return node;
        }

        @Override
        public void put(NodeRef.Inner ref, TreeNode node) {
            changed.put(Key.of(prefix, ref.id()), Optional.of(node));
        }

        @Override
        public void remove(NodeRef.Inner ref) {
            changed.put(Key.of(prefix, ref.id()), Optional.empty());
        }
    }

    /** One module's view of the running transaction. */
    private final class Writer implements StateWriter {
        private final byte[] prefix;
        private final java.util.Set<Key> written = new java.util.HashSet<>();

        Writer(String module) {
            prefix = Key.modulePrefix(module);
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            byte[] value = read(Key.of(prefix, key));
            return value == null ? null : value.clone();
        }

        @Override
        public StateReader module(String id) {
            return writer(id);
        }

        @Override
        public void put(byte[] key, byte[] value) {
            if (value.length > StateProof.MAX_VALUE_LENGTH) {
                throw new IllegalArgumentException(
                        "a state value has at most " + StateProof.MAX_VALUE_LENGTH + " bytes");
            }
            write(key, Optional.of(value.clone()));
        }

        @Override
        public void delete(byte[] key) {
            write(key, Optional.empty());
        }

        private void write(byte[] key, Optional<byte[]> value) {
            if (key.length == 0 || key.length > StateProof.MAX_KEY_LENGTH) {
                throw new IllegalArgumentException("a state key has 1 to " + StateProof.MAX_KEY_LENGTH + " bytes");
            }
            Key full = Key.of(prefix, key);
            pending.put(full, value);
            written.add(full);
        }
    }
}
