package one.imago.chain.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import one.imago.node.crypto.Hash;
import one.imago.node.storage.Batch;
import one.imago.node.storage.InMemoryStorage;
import one.imago.node.storage.KeyValueStore;
import one.imago.node.storage.KeyValueStore.Durability;
import org.junit.jupiter.api.Test;

class StateTreePropertyTest {
    private static final HexFormat HEX = HexFormat.of();

    private final long seed = Long.getLong("seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Map<String, Map<String, byte[]>> model = new TreeMap<>();
    private final KeyValueStore store = new InMemoryStorage().open("ledger", LedgerSegments.all());
    private final FinalState finalState = new FinalState(store);

    private Hash modelRoot() {
        SortedMap<String, Hash> roots = new TreeMap<>();
        model.forEach((module, values) -> {
            if (!values.isEmpty()) {
                roots.put(module, Hash.of(NaiveTree.root(values)));
            }
        });
        return StateHash.stateRoot(roots);
    }

    /** Random writes, deletes, overwrites with the same value and dropped transactions over few keys. */
    private StateLayer randomBlock(StateSource parent) {
        StateTransition transition = new StateTransition(parent);
        for (int tx = random.nextInt(12); tx >= 0; tx--) {
            boolean keep = random.nextInt(4) > 0;
            for (int write = random.nextInt(6); write >= 0; write--) {
                String module = random.nextBoolean() ? "token" : "copyright";
                byte[] key = {'k', (byte) random.nextInt(60)};
                Map<String, byte[]> values = model.computeIfAbsent(module, id -> new HashMap<>());
                StateWriter writer = transition.writer(module);
                if (random.nextInt(3) == 0) {
                    writer.delete(key);
                    if (keep) {
                        values.remove(HEX.formatHex(key));
                    }
                } else {
                    byte[] value = new byte[random.nextInt(4)];
                    random.nextBytes(value);
                    writer.put(key, value);
                    if (keep) {
                        values.put(HEX.formatHex(key), value);
                    }
                }
            }
            if (keep) {
                transition.keep();
            } else {
                transition.drop();
            }
        }
        return transition.seal();
    }

    private void finalise(StateLayer layer, long height) {
        Batch batch = new Batch();
        layer.writeTo(batch);
        batch.put(
                LedgerSegments.META,
                FinalPointer.key(),
                new FinalPointer(height, Hash.ZERO, layer.root(), height).encode());
        store.write(batch, Durability.SYNCED);
        finalState.include(layer);
    }

    @Test
    void rootEqualsTheNaiveModelThroughLayersAndFinality() {
        finalState.own();
        List<StateLayer> pending = new ArrayList<>();
        StateSource head = finalState;
        for (int height = 1; height <= 150; height++) {
            StateLayer next = randomBlock(head);
            assertThat(next.root()).as("seed %d height %d", seed, height).isEqualTo(modelRoot());
            pending.add(next);
            head = next;
            while (pending.size() > 1 + random.nextInt(3)) {
                StateLayer oldest = pending.remove(0);
                finalise(oldest, height);
                pending.get(0).rebase(finalState);
            }
        }
        while (!pending.isEmpty()) {
            finalise(pending.remove(0), 151);
            if (!pending.isEmpty()) {
                pending.get(0).rebase(finalState);
            }
        }
        assertThat(new FinalState(store).root()).as("seed %d", seed).isEqualTo(modelRoot());
        StoredLedgerState.Check check = new StoredLedgerState(store).check();
        assertThat(check.matches()).as("seed %d", seed).isTrue();
    }

    @Test
    void theTreeOnDiskHoldsNothingThatIsNotReachable() {
        finalState.own();
        StateSource head = finalState;
        for (int height = 1; height <= 60; height++) {
            StateLayer next = randomBlock(head);
            finalise(next, height);
            next.rebase(finalState);
            head = finalState;
        }
        int[] nodes = {0};
        store.scan(LedgerSegments.TREE, new byte[0], new byte[0], (key, value) -> {
            nodes[0]++;
            return true;
        });
        int expected = model.values().stream()
                .mapToInt(values -> Math.max(0, values.size() - 1))
                .sum();
        assertThat(nodes[0]).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void provesEveryKeyAndEveryAbsence() throws Exception {
        finalState.own();
        for (int height = 1; height <= 5; height++) {
            finalise(randomBlock(finalState), height);
        }
        try (StateView view = new StoredLedgerState(store).openFinal()) {
            for (String module : List.of("token", "copyright", "absent")) {
                for (int k = 0; k < 70; k++) {
                    byte[] key = {'k', (byte) k};
                    byte[] expected = model.getOrDefault(module, Map.of()).get(HEX.formatHex(key));
                    StateProof proof = StateProof.decode(view.prove(module, key).encode());
                    var proven = proof.verify(view.stateRoot(), module, key);
                    if (expected == null) {
                        assertThat(proven).as("seed %d", seed).isEmpty();
                    } else {
                        assertThat(proven).as("seed %d", seed).contains(expected);
                    }
                }
            }
        }
    }

    @Test
    void aChangedProofNeverShowsSomethingElse() throws Exception {
        finalState.own();
        finalise(randomBlock(finalState), 1);
        finalise(randomBlock(finalState), 2);
        try (StateView view = new StoredLedgerState(store).openFinal()) {
            for (int k = 0; k < 30; k++) {
                byte[] key = {'k', (byte) k};
                byte[] good = view.prove("token", key).encode();
                byte[] bad = good.clone();
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                assertThatThrownBy(() -> StateProof.decode(bad).verify(view.stateRoot(), "token", key))
                        .as("seed %d", seed)
                        .isInstanceOf(ProofRejected.class);
            }
        }
    }

    @Test
    void theOrderOfWritesDoesNotMatter() {
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            keys.add(new byte[] {(byte) i, (byte) random.nextInt()});
        }
        Hash once = insertAll(keys, keys.size());
        java.util.Collections.shuffle(keys, random);
        assertThat(insertAll(keys, 1 + random.nextInt(5))).as("seed %d", seed).isEqualTo(once);
    }

    private static Hash insertAll(List<byte[]> keys, int perBatch) {
        Map<Key, TreeNode> nodes = new HashMap<>();
        StateTree.Nodes memory = new StateTree.Nodes() {
            @Override
            public TreeNode load(NodeRef.Inner ref) {
                return java.util.Objects.requireNonNull(nodes.get(new Key(ref.id())));
            }

            @Override
            public void put(NodeRef.Inner ref, TreeNode node) {
                nodes.put(new Key(ref.id()), node);
            }

            @Override
            public void remove(NodeRef.Inner ref) {
                nodes.remove(new Key(ref.id()));
            }
        };
        NodeRef root = null;
        for (int at = 0; at < keys.size(); at += perBatch) {
            root = StateTree.apply(
                    root,
                    keys.subList(at, Math.min(keys.size(), at + perBatch)).stream()
                            .map(key -> StateTree.Change.of(key, key))
                            .toList(),
                    memory);
        }
        return Hash.of(java.util.Objects.requireNonNull(root).hash());
    }
}
