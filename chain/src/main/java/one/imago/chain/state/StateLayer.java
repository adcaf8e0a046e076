package one.imago.chain.state;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import one.imago.node.storage.Batch;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one block that is not final, over the state of its parent. Immutable but for its parent, which is
 * replaced by the final state once that includes it.
 */
public final class StateLayer extends StateSource {
    private final Map<Key, Optional<byte[]>> values;
    private final Map<Key, Optional<TreeNode>> nodes;
    private final SortedMap<String, NodeRef> roots;
    private volatile StateSource parent;

    StateLayer(
            StateSource parent,
            Map<Key, Optional<byte[]>> values,
            Map<Key, Optional<TreeNode>> nodes,
            SortedMap<String, NodeRef> roots) {
        this.parent = parent;
        this.values = values;
        this.nodes = nodes;
        this.roots = roots;
    }

    @Override
    byte @Nullable [] value(Key key) {
        Optional<byte[]> change = values.get(key);
        return change == null ? parent.value(key) : change.orElse(null);
    }

    @Override
    @Nullable
    TreeNode node(Key id) {
        Optional<TreeNode> change = nodes.get(id);
        return change == null ? parent.node(id) : change.orElse(null);
    }

    @Override
    SortedMap<String, NodeRef> roots() {
        return roots;
    }

    Map<Key, Optional<byte[]>> values() {
        return values;
    }

    Map<Key, Optional<TreeNode>> nodes() {
        return nodes;
    }

    /** Puts this layer on {@code state}, which must hold what the parent held. */
    public void rebase(StateSource state) {
        parent = state;
    }

    /** Adds what this layer changes in the store of the final state. */
    public void writeTo(Batch batch) {
        values.forEach((key, value) -> {
            if (value.isPresent()) {
                batch.put(LedgerSegments.VALUES, key.bytes(), value.get());
            } else {
                batch.delete(LedgerSegments.VALUES, key.bytes());
            }
        });
        nodes.forEach((id, node) -> {
            if (node.isPresent()) {
                batch.put(LedgerSegments.TREE, id.bytes(), node.get().encode());
            } else {
                batch.delete(LedgerSegments.TREE, id.bytes());
            }
        });
        FinalState.writeRoots(parent.roots(), roots, batch);
    }
}
