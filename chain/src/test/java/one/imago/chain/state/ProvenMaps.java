package one.imago.chain.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import one.imago.node.crypto.Hash;

/**
 * A state view with proofs over plain maps: the tree of docs/protocol computed afresh for every question. Slow, and a
 * second opinion on the tree that the node keeps on disk.
 */
public record ProvenMaps(Map<String, MapState> states, long height, Hash blockHash) implements StateView {
    private record Leaf(byte[] path, byte[] key, byte[] value) {}

    @Override
    public Hash stateRoot() {
        return StateHash.stateRoot(roots());
    }

    @Override
    public StateReader module(String id) {
        MapState state = states.get(id);
        return state == null ? new MapState(id) : state;
    }

    @Override
    public void scan(String module, byte[] prefix, byte[] from, Visitor visitor) {
        boolean[] going = {true};
        for (Leaf leaf : leaves(module)) {
            boolean inside = leaf.key().length >= prefix.length
                    && Arrays.equals(Arrays.copyOf(leaf.key(), prefix.length), prefix)
                    && Arrays.compareUnsigned(leaf.key(), from) >= 0;
            going[0] = going[0] && (!inside || visitor.visit(leaf.key(), leaf.value()));
        }
    }

    @Override
    public StateProof prove(String module, byte[] key) {
        List<Leaf> leaves = leaves(module);
        if (leaves.isEmpty()) {
            return StateProof.emptyModule(module, key, roots());
        }
        List<StateProof.Step> steps = new ArrayList<>();
        byte[] path = StateHash.path(key);
        while (leaves.size() > 1) {
            int depth = branch(leaves);
            List<Leaf> left = side(leaves, depth, 0);
            List<Leaf> right = side(leaves, depth, 1);
            boolean goLeft = StateHash.bit(path, depth) == 0;
            steps.add(new StateProof.Step(depth, root(goLeft ? right : left)));
            leaves = goLeft ? left : right;
        }
        Leaf leaf = leaves.get(0);
        return Arrays.equals(leaf.key(), key)
                ? StateProof.presence(module, key, roots(), steps, leaf.value())
                : StateProof.absence(module, key, roots(), steps, leaf.key(), StateHash.value(leaf.value()));
    }

    @Override
    public void close() {}

    private SortedMap<String, Hash> roots() {
        SortedMap<String, Hash> roots = new TreeMap<>();
        for (String id : states.keySet()) {
            List<Leaf> leaves = leaves(id);
            if (!leaves.isEmpty()) {
                roots.put(id, Hash.of(root(leaves)));
            }
        }
        return roots;
    }

    private List<Leaf> leaves(String module) {
        List<Leaf> leaves = new ArrayList<>();
        MapState state = states.get(module);
        if (state != null) {
            state.forEach((key, value) -> leaves.add(new Leaf(StateHash.path(key), key, value)));
        }
        return leaves;
    }

    private static byte[] root(List<Leaf> leaves) {
        if (leaves.size() == 1) {
            Leaf leaf = leaves.get(0);
            return StateHash.leaf(leaf.key(), StateHash.value(leaf.value()));
        }
        int depth = branch(leaves);
        return StateHash.inner(depth, root(side(leaves, depth, 0)), root(side(leaves, depth, 1)));
    }

    /** The first bit at which the paths differ. */
    private static int branch(List<Leaf> leaves) {
        int depth = 0;
        while (side(leaves, depth, 0).isEmpty() || side(leaves, depth, 1).isEmpty()) {
            depth++;
        }
        return depth;
    }

    private static List<Leaf> side(List<Leaf> leaves, int depth, int bit) {
        return leaves.stream()
                .filter(leaf -> StateHash.bit(leaf.path(), depth) == bit)
                .toList();
    }
}
