package one.imago.chain.state;

import java.nio.ByteBuffer;
import java.util.Arrays;
import one.imago.node.crypto.Hash;

/** What a parent knows of a child: enough to find it and to hash itself. */
sealed interface NodeRef {
    int LEAF_DEPTH = 256;
    /** Longest encoding in bytes. */
    int MAX_SIZE = 2 + StateProof.MAX_KEY_LENGTH + Hash.LENGTH;

    byte[] hash();

    /** The bit at which the node branches; 256 for a leaf. */
    int depth();

    /** A path through the node; of an inner node only the first {@link #depth} bits count, the others are zero. */
    byte[] path();

    /**
     * The end of a path.
     *
     * @param key whole key
     * @param path SHA-256 of the key
     * @param hash of the leaf
     */
    record Leaf(byte[] key, byte[] path, byte[] hash) implements NodeRef {
        @Override
        public int depth() {
            return LEAF_DEPTH;
        }
    }

    /**
     * A node with two children, in the store under its depth and prefix.
     *
     * @param depth bit at which it branches, 0 to 255
     * @param path its prefix, 32 bytes, zero from {@code depth} on
     * @param hash of the node
     */
    record Inner(int depth, byte[] path, byte[] hash) implements NodeRef {
        /** Depth ‖ the bytes of the prefix that hold bits of it. */
        byte[] id() {
            byte[] id = new byte[1 + (depth + 7) / 8];
            id[0] = (byte) depth;
            System.arraycopy(path, 0, id, 1, id.length - 1);
            return id;
        }
    }

    /** Appends the disk form: 0 ‖ key length ‖ key ‖ hash, or 1 ‖ id ‖ hash. */
    default void write(ByteBuffer out) {
        if (this instanceof Leaf leaf) {
            out.put((byte) 0).put((byte) leaf.key.length).put(leaf.key).put(leaf.hash);
        } else if (this instanceof Inner inner) {
            out.put((byte) 1).put(inner.id()).put(inner.hash);
        }
    }

    static NodeRef read(ByteBuffer in) {
        if (in.get() == 0) {
            byte[] key = new byte[in.get() & 0xff];
            in.get(key);
            return new Leaf(key, StateHash.path(key), hash(in));
        }
        int depth = in.get() & 0xff;
        byte[] path = new byte[Hash.LENGTH];
        in.get(path, 0, (depth + 7) / 8);
        return new Inner(depth, path, hash(in));
    }

    private static byte[] hash(ByteBuffer in) {
        byte[] hash = new byte[Hash.LENGTH];
        in.get(hash);
        return hash;
    }

    default byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(MAX_SIZE);
        write(out);
        return Arrays.copyOf(out.array(), out.position());
    }
}
