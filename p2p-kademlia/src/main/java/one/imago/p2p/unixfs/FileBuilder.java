package one.imago.p2p.unixfs;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;
import one.imago.p2p.block.BlockWriter;
import one.imago.p2p.unixfs.FileNode.Child;

/**
 * Cuts a file into chunks and builds the balanced tree over them, bottom up and in one pass: every level is filled from
 * the left, and a parent is made as soon as a level holds a full set of children and one more arrives. Holds one chunk
 * and at most one set of links a level. Used once, by one thread.
 */
public final class FileBuilder {
    public static final int CHUNK_BYTES = 1 << 20;

    private final BlockWriter blocks;
    private final int chunkBytes;
    private final int width;
    private final List<List<Child>> levels = new ArrayList<>();
    private long written;

    public FileBuilder(BlockWriter blocks) {
        this(blocks, CHUNK_BYTES, FileNode.MAX_CHILDREN);
    }

    FileBuilder(BlockWriter blocks, int chunkBytes, int width) {
        this.blocks = blocks;
        this.chunkBytes = chunkBytes;
        this.width = width;
    }

    /** Reads {@code file} to its end and writes its blocks, children first. */
    public FileTree build(InputStream file) throws IOException {
        byte[] chunk = file.readNBytes(chunkBytes);
        long size = chunk.length;
        // Also for an empty file: its tree is one empty leaf.
        add(0, leaf(chunk));
        while (chunk.length == chunkBytes) {
            chunk = file.readNBytes(chunkBytes);
            if (chunk.length > 0) {
                size += chunk.length;
                add(0, leaf(chunk));
            }
        }
        return new FileTree(top().cid(), size, written);
    }

    private void add(int level, Child child) throws IOException {
        if (level == levels.size()) {
            levels.add(new ArrayList<>());
        }
        List<Child> children = levels.get(level);
        if (children.size() == width) {
            add(level + 1, parent(children));
            children.clear();
        }
        children.add(child);
    }

    private Child top() throws IOException {
        for (int level = 0; ; level++) {
            List<Child> children = levels.get(level);
            if (level == levels.size() - 1 && children.size() == 1) {
                return children.get(0);
            }
            add(level + 1, parent(children));
        }
    }

    private Child leaf(byte[] chunk) throws IOException {
        return new Child(write(Cid.RAW, chunk), chunk.length, chunk.length);
    }

    private Child parent(List<Child> children) throws IOException {
        FileNode node = new FileNode(children);
        byte[] block = node.encode();
        long dagBytes =
                block.length + children.stream().mapToLong(Child::dagBytes).sum();
        return new Child(write(Cid.DAG_PB, block), node.fileBytes(), dagBytes);
    }

    private Cid write(int codec, byte[] block) throws IOException {
        Cid cid = Cid.of(codec, Hash.sha256(block).bytes());
        blocks.write(cid, block);
        written++;
        return cid;
    }
}
