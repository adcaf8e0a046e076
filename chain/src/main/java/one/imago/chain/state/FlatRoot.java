package one.imago.chain.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import one.imago.node.crypto.Hash;

/**
 * A module's root computed from its flat values alone, sharing nothing with {@link StateTree} but the hashes: the check
 * on what the tree in the store says.
 */
final class FlatRoot {
    private final List<Leaf> leaves = new ArrayList<>();

    private record Leaf(byte[] path, byte[] hash) {}

    void add(byte[] key, byte[] value) {
        leaves.add(new Leaf(StateHash.path(key), StateHash.leaf(key, StateHash.value(value))));
    }

    Hash root() {
        if (leaves.isEmpty()) {
            return Hash.ZERO;
        }
        leaves.sort((a, b) -> Arrays.compareUnsigned(a.path, b.path));
        return Hash.of(root(0, leaves.size()));
    }

    private byte[] root(int from, int to) {
        byte[] first = leaves.get(from).path;
        if (to - from == 1) {
            return leaves.get(from).hash;
        }
        byte[] last = leaves.get(to - 1).path;
        int depth = 0;
        while (StateHash.bit(first, depth) == StateHash.bit(last, depth)) {
            depth++;
        }
        int middle = from;
        while (StateHash.bit(leaves.get(middle).path, depth) == 0) {
            middle++;
        }
        return StateHash.inner(depth, root(from, middle), root(middle, to));
    }
}
