package one.imago.chain.state;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import one.imago.node.crypto.Hash;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated tree of one module: a binary radix tree over SHA-256(key) in which every inner node has two
 * children, so its shape depends on the keys alone, never on the order of writes. Stateless: the root comes in, the new
 * root goes out, nodes are read and written through {@link Nodes}.
 *
 * <p>A batch of changes goes down the tree once, split at each branching, and every node on the way is hashed once on
 * the way up, however many changes lie below it.
 */
final class StateTree {
    /** Order in which changes go down. */
    private static final Comparator<Change> BY_PATH = (a, b) -> Arrays.compareUnsigned(a.path, b.path);

    private final Nodes nodes;
    private final Change[] changes;

    /** Where inner nodes are. */
    interface Nodes {
        TreeNode load(NodeRef.Inner ref);

        void put(NodeRef.Inner ref, TreeNode node);

        void remove(NodeRef.Inner ref);
    }

    /**
     * One key's new value.
     *
     * @param path SHA-256 of the key
     * @param valueHash hash of the new value; null to remove the key
     */
    record Change(byte[] key, byte[] path, byte @Nullable [] valueHash) {
        static Change of(byte[] key, byte @Nullable [] value) {
            return new Change(key, StateHash.path(key), value == null ? null : StateHash.value(value));
        }
    }

    private StateTree(Nodes nodes, Change[] changes) {
        this.nodes = nodes;
        this.changes = changes;
    }

    /** Applies changes, at most one a key, and returns the new root; null for an empty tree. */
    static @Nullable NodeRef apply(@Nullable NodeRef root, List<Change> changes, Nodes nodes) {
        Change[] sorted = changes.toArray(new Change[0]);
        Arrays.sort(sorted, BY_PATH);
        return new StateTree(nodes, sorted).apply(root, 0, sorted.length);
    }

    private @Nullable NodeRef apply(@Nullable NodeRef ref, int from, int to) {
        if (from == to) {
            return ref;
        }
        if (ref == null) {
            return build(from, to);
        }
        // Sorted, so whatever shares least with the node's prefix stands at one of the ends.
        int common = Math.min(
                commonBits(changes[from].path, ref.path(), ref.depth()),
                commonBits(changes[to - 1].path, ref.path(), ref.depth()));
        if (common < ref.depth()) {
            return branchAbove(ref, common, from, to);
        }
        if (ref instanceof NodeRef.Inner inner) {
            TreeNode node = nodes.load(inner);
            int middle = split(from, to, inner.depth());
            NodeRef left = apply(node.left(), from, middle);
            NodeRef right = apply(node.right(), middle, to);
            if (left == node.left() && right == node.right()) {
                return ref;
            }
            if (left == null || right == null) {
                nodes.remove(inner);
                return left == null ? right : left;
            }
            return inner(inner.depth(), inner.path(), left, right);
        }
        byte[] valueHash = changes[from].valueHash;
        if (valueHash == null) {
            return null;
        }
        NodeRef.Leaf leaf = leaf(changes[from], valueHash);
        return Arrays.equals(leaf.hash(), ref.hash()) ? ref : leaf;
    }

    /** Some changes leave the node's prefix at bit {@code depth}: the node moves below a new one, if any of them stays. */
    private @Nullable NodeRef branchAbove(NodeRef ref, int depth, int from, int to) {
        int middle = split(from, to, depth);
        boolean nodeIsRight = StateHash.bit(ref.path(), depth) == 1;
        NodeRef left = nodeIsRight ? build(from, middle) : apply(ref, from, middle);
        NodeRef right = nodeIsRight ? apply(ref, middle, to) : build(middle, to);
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return inner(depth, prefix(ref.path(), depth), left, right);
    }

    private @Nullable NodeRef build(int from, int to) {
        for (int i = from; i < to; i++) {
            byte[] valueHash = changes[i].valueHash;
            if (valueHash != null) {
                return apply(leaf(changes[i], valueHash), i + 1, to);
            }
        }
        return null;
    }

    private NodeRef inner(int depth, byte[] prefix, NodeRef left, NodeRef right) {
        NodeRef.Inner ref = new NodeRef.Inner(depth, prefix, StateHash.inner(depth, left.hash(), right.hash()));
        nodes.put(ref, new TreeNode(left, right));
        return ref;
    }

    private static NodeRef.Leaf leaf(Change change, byte[] valueHash) {
        return new NodeRef.Leaf(change.key, change.path, StateHash.leaf(change.key, valueHash));
    }

    /** First change in the range whose bit {@code depth} is 1; all share the bits before it. */
    private int split(int from, int to, int depth) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (StateHash.bit(changes[middle].path, depth) == 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many leading bits two paths share, at most {@code limit}. */
    static int commonBits(byte[] a, byte[] b, int limit) {
        int at = Arrays.mismatch(a, b);
        if (at < 0) {
            return limit;
        }
        int bits = 8 * at + Integer.numberOfLeadingZeros((a[at] ^ b[at]) & 0xff) - 24;
        return Math.min(bits, limit);
    }

    private static byte[] prefix(byte[] path, int depth) {
        byte[] prefix = new byte[Hash.LENGTH];
        int whole = depth >> 3;
        System.arraycopy(path, 0, prefix, 0, whole);
        if ((depth & 7) != 0) {
            prefix[whole] = (byte) (path[whole] & (0xff00 >> (depth & 7)));
        }
        return prefix;
    }
}
