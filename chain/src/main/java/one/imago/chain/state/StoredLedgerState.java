package one.imago.chain.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import one.imago.node.crypto.Hash;
import one.imago.node.storage.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The final state as the store has it; each view is a snapshot of the store. */
public final class StoredLedgerState implements LedgerState {
    private final KeyValueStore store;

    public StoredLedgerState(KeyValueStore store) {
        this.store = store;
    }

    @Override
    public StateView openFinal() {
        KeyValueStore.Snapshot snapshot = store.snapshot();
        try {
            byte[] pointer = snapshot.get(LedgerSegments.META, FinalPointer.key());
            if (pointer == null) {
                throw new IllegalStateException("the ledger has no final block yet");
            }
            return new SnapshotView(snapshot, FinalPointer.decode(pointer));
        } catch (RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }

    /** Recomputes the state root from the flat values alone. */
    public static Hash recomputeRoot(KeyValueStore store) {
        try (KeyValueStore.Snapshot snapshot = store.snapshot()) {
            return recomputeRoot(snapshot);
        }
    }

    private static Hash recomputeRoot(KeyValueStore.Snapshot snapshot) {
        SortedMap<String, FlatRoot> modules = new TreeMap<>();
        snapshot.scan(LedgerSegments.VALUES, new byte[0], new byte[0], (key, value) -> {
            int end = 0;
            while (key[end] != 0) {
                end++;
            }
            String module = new String(key, 0, end, java.nio.charset.StandardCharsets.US_ASCII);
            modules.computeIfAbsent(module, id -> new FlatRoot())
                    .add(Arrays.copyOfRange(key, end + 1, key.length), value);
            return true;
        });
        SortedMap<String, Hash> roots = new TreeMap<>();
        modules.forEach((id, root) -> roots.put(id, root.root()));
        return StateHash.stateRoot(roots);
    }

    /**
     * What a check of the stored state found.
     *
     * @param pointer what the store says it is
     * @param recomputed root over the flat values
     * @param treeRoot root that the stored tree claims
     */
    public record Check(FinalPointer pointer, Hash recomputed, Hash treeRoot) {
        public boolean matches() {
            return recomputed.equals(pointer.stateRoot()) && treeRoot.equals(pointer.stateRoot());
        }
    }

    /** Recomputes the root of the newest final state from its flat values, within one snapshot. */
    public Check check() {
        try (KeyValueStore.Snapshot snapshot = store.snapshot()) {
            byte[] pointer = snapshot.get(LedgerSegments.META, FinalPointer.key());
            if (pointer == null) {
                throw new IllegalStateException("the ledger has no final block yet");
            }
            return new Check(
                    FinalPointer.decode(pointer),
                    recomputeRoot(snapshot),
                    StateHash.stateRoot(StateSource.hashes(roots(snapshot))));
        }
    }

    private static SortedMap<String, NodeRef> roots(KeyValueStore.Snapshot snapshot) {
        return FinalState.readRoots((prefix, visitor) -> snapshot.scan(LedgerSegments.ROOTS, prefix, prefix, visitor));
    }

    /** One snapshot of the store. */
    private record SnapshotView(KeyValueStore.Snapshot snapshot, FinalPointer pointer) implements StateView {
        @Override
        public long height() {
            return pointer.height();
        }

        @Override
        public Hash blockHash() {
            return pointer.blockHash();
        }

        @Override
        public Hash stateRoot() {
            return pointer.stateRoot();
        }

        @Override
        public StateReader module(String id) {
            byte[] prefix = Key.modulePrefix(id);
            return new StateReader() {
                @Override
                public byte @Nullable [] get(byte[] key) {
                    return snapshot.get(
                            LedgerSegments.VALUES, Key.of(prefix, key).bytes());
                }

                @Override
                public StateReader module(String other) {
                    return SnapshotView.this.module(other);
                }
            };
        }

        @Override
        public void scan(String module, byte[] prefix, byte[] from, Visitor visitor) {
            byte[] start = Key.modulePrefix(module);
            snapshot.scan(
                    LedgerSegments.VALUES,
                    Key.of(start, prefix).bytes(),
                    Key.of(start, from).bytes(),
                    (key, value) -> visitor.visit(Arrays.copyOfRange(key, start.length, key.length), value));
        }

        @Override
        public StateProof prove(String module, byte[] key) {
            SortedMap<String, NodeRef> roots = roots(snapshot);
            SortedMap<String, Hash> hashes = StateSource.hashes(roots);
            NodeRef ref = roots.get(module);
            if (ref == null) {
                return StateProof.emptyModule(module, key, hashes);
            }
            byte[] prefix = Key.modulePrefix(module);
            byte[] path = StateHash.path(key);
            List<StateProof.Step> steps = new ArrayList<>();
            while (ref instanceof NodeRef.Inner inner) {
                byte[] bytes = snapshot.get(
                        LedgerSegments.TREE, Key.of(prefix, inner.id()).bytes());
                if (bytes == null) {
                    throw new IllegalStateException("the state tree lacks a node at depth " + inner.depth());
                }
                TreeNode node = TreeNode.decode(bytes);
                boolean right = StateHash.bit(path, inner.depth()) == 1;
                steps.add(new StateProof.Step(
                        inner.depth(), right ? node.left().hash() : node.right().hash()));
                ref = right ? node.right() : node.left();
            }
            byte[] leafKey = ((NodeRef.Leaf) ref).key();
            byte[] value =
                    snapshot.get(LedgerSegments.VALUES, Key.of(prefix, leafKey).bytes());
            if (value == null) {
                throw new IllegalStateException("the state tree has a leaf without a value");
            }
            return Arrays.equals(leafKey, key)
                    ? StateProof.presence(module, key, hashes, steps, value)
                    : StateProof.absence(module, key, hashes, steps, leafKey, StateHash.value(value));
        }

        @Override
        public void close() {
            snapshot.close();
        }
    }
}
