package one.imago.p2p.proof;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import one.imago.node.crypto.Hash;

/**
 * A binary tree of hashes over content in leaves of 1 KiB. Leaves, nodes and the root are hashed under different domains,
 * and the root binds the content's size, so that neither can pass for the other and nobody can lie about how many leaves
 * there are. A node without a neighbour moves up as it is. Immutable; holds 32 bytes a leaf and as many above.
 */
public final class LeafTree {
    public static final int LEAF_BYTES = 1 << 10;

    /** Largest content: a sealed original. */
    public static final long MAX_SIZE = 1L << 30;

    private static final byte[] LEAF = "imago/storage-leaf/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NODE = "imago/storage-node/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ROOT = "imago/storage-root/1\0".getBytes(StandardCharsets.US_ASCII);

    private final long size;
    /** From the leaves to the single top. */
    private final List<List<Hash>> levels;

    private LeafTree(long size, List<List<Hash>> levels) {
        this.size = size;
        this.levels = levels;
    }

    /**
     * Reads content to its end.
     *
     * @throws IOException when it is empty, too large, or cannot be read
     */
    public static LeafTree of(InputStream content) throws IOException {
        List<Hash> leaves = new ArrayList<>();
        long size = 0;
        byte[] leaf = content.readNBytes(LEAF_BYTES);
        while (leaf.length > 0) {
            size += leaf.length;
            if (size > MAX_SIZE) {
                throw new IOException("content of more than " + MAX_SIZE + " bytes is not proven");
            }
            leaves.add(leaf(leaf));
            leaf = content.readNBytes(LEAF_BYTES);
        }
        if (leaves.isEmpty()) {
            throw new EOFException("there is nothing to prove about empty content");
        }
        List<List<Hash>> levels = new ArrayList<>();
        List<Hash> level = leaves;
        levels.add(level);
        while (level.size() > 1) {
            level = above(level);
            levels.add(level);
        }
        return new LeafTree(size, levels);
    }

    public long size() {
        return size;
    }

    /** What stands for the content: SHA-256(domain ‖ size ‖ top). */
    public Hash root() {
        return root(size, levels.get(levels.size() - 1).get(0));
    }

    /** The neighbours from a leaf to the top. */
    List<Hash> path(int leaf) {
        List<Hash> path = new ArrayList<>();
        int index = leaf;
        for (List<Hash> level : levels) {
            int neighbour = index ^ 1;
            if (neighbour < level.size()) {
                path.add(level.get(neighbour));
            }
            index >>= 1;
        }
        return path;
    }

    /** Leaves of content of this size. */
    static int leaves(long size) {
        return (int) ((size + LEAF_BYTES - 1) / LEAF_BYTES);
    }

    /** Bytes of one of its leaves. */
    static int leafBytes(long size, int leaf) {
        return (int) Math.min(LEAF_BYTES, size - (long) leaf * LEAF_BYTES);
    }

    /** How many neighbours a leaf has on its way to the top. */
    static int pathLength(int leaves, int leaf) {
        int length = 0;
        int index = leaf;
        for (int width = leaves; width > 1; width = (width + 1) / 2) {
            length += (index ^ 1) < width ? 1 : 0;
            index >>= 1;
        }
        return length;
    }

    /** The root that this leaf and path belong to; the path has {@link #pathLength} hashes. */
    static Hash root(long size, int leaf, byte[] bytes, List<Hash> path) {
        Hash hash = leaf(bytes);
        int index = leaf;
        int next = 0;
        for (int width = leaves(size); width > 1; width = (width + 1) / 2) {
            if ((index ^ 1) < width) {
                Hash neighbour = path.get(next++);
                hash = (index & 1) == 0 ? node(hash, neighbour) : node(neighbour, hash);
            }
            index >>= 1;
        }
        return root(size, hash);
    }

    private static List<Hash> above(List<Hash> level) {
        List<Hash> above = new ArrayList<>((level.size() + 1) / 2);
        for (int i = 0; i < level.size(); i += 2) {
            above.add(i + 1 < level.size() ? node(level.get(i), level.get(i + 1)) : level.get(i));
        }
        return above;
    }

    private static Hash leaf(byte[] bytes) {
        return Hash.sha256(LEAF, bytes);
    }

    private static Hash node(Hash left, Hash right) {
        return Hash.sha256(NODE, left.bytes(), right.bytes());
    }

    private static Hash root(long size, Hash top) {
        return Hash.sha256(ROOT, ByteBuffer.allocate(Long.BYTES).putLong(size).array(), top.bytes());
    }
}
