package one.imago.p2p.proof;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import one.imago.node.crypto.Hash;

/**
 * The answer to a challenge: the leaves asked for, each with its path. Which leaves, and how long each path is, follows
 * from the challenge and the size, so that the encoding has exactly one length, known before it is read.
 *
 * @param size bytes of the content
 * @param shown in ascending order of their leaves
 */
public record StorageProof(long size, List<Shown> shown) {
    private static final byte[] MAGIC = {'i', 'm', 'p', 'p', 1};
    private static final int HEADER_BYTES = MAGIC.length + Long.BYTES;

    /**
     * One leaf.
     *
     * @param leaf its number
     * @param bytes what it holds
     * @param path neighbours up to the top
     */
    public record Shown(int leaf, byte[] bytes, List<Hash> path) {
        public Shown {
            path = List.copyOf(path);
        }
    }

    public StorageProof {
        shown = List.copyOf(shown);
    }

    /**
     * Reads the content once and answers.
     *
     * @param tree of the content
     * @param content the same content, from its beginning
     */
    public static StorageProof answer(Challenge challenge, LeafTree tree, InputStream content) throws IOException {
        List<Shown> shown = new ArrayList<>();
        long position = 0;
        for (int leaf : challenge.leaves(tree.size())) {
            content.skipNBytes((long) leaf * LeafTree.LEAF_BYTES - position);
            byte[] bytes = content.readNBytes(LeafTree.leafBytes(tree.size(), leaf));
            if (bytes.length != LeafTree.leafBytes(tree.size(), leaf)) {
                throw new EOFException("the content is shorter than its tree");
            }
            position = (long) leaf * LeafTree.LEAF_BYTES + bytes.length;
            shown.add(new Shown(leaf, bytes, tree.path(leaf)));
        }
        return new StorageProof(tree.size(), shown);
    }

    /** Whether it answers this challenge about content with this root. */
    public boolean proves(Challenge challenge, Hash root) {
        int[] asked = challenge.leaves(size);
        if (asked.length != shown.size()) {
            return false;
        }
        int leaves = LeafTree.leaves(size);
        for (int i = 0; i < asked.length; i++) {
            Shown one = shown.get(i);
            if (one.leaf() != asked[i]
                    || one.bytes().length != LeafTree.leafBytes(size, asked[i])
                    || one.path().size() != LeafTree.pathLength(leaves, asked[i])
                    || !LeafTree.root(size, asked[i], one.bytes(), one.path()).equals(root)) {
                return false;
            }
        }
        return true;
    }

    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(size).array());
        for (Shown one : shown) {
            out.writeBytes(one.bytes());
            for (Hash neighbour : one.path()) {
                out.writeBytes(neighbour.bytes());
            }
        }
        return out.toByteArray();
    }

    /**
     * Reads a stranger's answer to a challenge.
     *
     * @throws MalformedProof when it has any other form than an answer to it has
     */
    public static StorageProof decode(Challenge challenge, byte[] bytes) throws MalformedProof {
        if (bytes.length < HEADER_BYTES || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new MalformedProof("this is not a storage proof of version 1");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).position(MAGIC.length);
        long size = in.getLong();
        if (size < 1 || size > LeafTree.MAX_SIZE) {
            throw new MalformedProof("a storage proof is about 1 to " + LeafTree.MAX_SIZE + " bytes");
        }
        int leaves = LeafTree.leaves(size);
        int[] asked = challenge.leaves(size);
        long expected = HEADER_BYTES;
        for (int leaf : asked) {
            expected += LeafTree.leafBytes(size, leaf) + (long) Hash.LENGTH * LeafTree.pathLength(leaves, leaf);
        }
        if (bytes.length != expected) {
            throw new MalformedProof("this storage proof has " + expected + " bytes, not " + bytes.length);
        }
        List<Shown> shown = new ArrayList<>(asked.length);
        for (int leaf : asked) {
            byte[] content = new byte[LeafTree.leafBytes(size, leaf)];
            in.get(content);
            List<Hash> path = new ArrayList<>();
            for (int i = LeafTree.pathLength(leaves, leaf); i > 0; i--) {
                byte[] neighbour = new byte[Hash.LENGTH];
                in.get(neighbour);
                path.add(Hash.of(neighbour));
            }
            shown.add(new Shown(leaf, content, path));
        }
        return new StorageProof(size, shown);
    }
}
