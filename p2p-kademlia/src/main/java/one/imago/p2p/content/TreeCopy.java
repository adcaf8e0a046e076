package one.imago.p2p.content;

import java.io.IOException;
import one.imago.node.content.Cid;
import one.imago.p2p.block.BlockReader;
import one.imago.p2p.block.BlockWriter;
import one.imago.p2p.unixfs.FileNode;
import one.imago.p2p.unixfs.FileTree;
import one.imago.p2p.unixfs.MalformedNode;

/** Copies a file's tree block by block, root first, and refuses it as soon as it says that it is too large. */
final class TreeCopy {
    private static final int MAX_DEPTH = 6;
    /** A file of single bytes would be all overhead. */
    private static final long MAX_BLOCKS = 1 << 16;

    private final BlockReader from;
    private final BlockWriter to;
    private final long maxBytes;
    private long blocks;

    /**
     * @param from checked against their ids by who reads them
     * @param maxBytes of the file
     */
    TreeCopy(BlockReader from, BlockWriter to, long maxBytes) {
        this.from = from;
        this.to = to;
        this.maxBytes = maxBytes;
    }

    FileTree copy(Cid root) throws IOException {
        byte[] block = from.read(root);
        long size =
                root.codec() == Cid.RAW ? block.length : FileNode.decode(block).fileBytes();
        if (size > maxBytes) {
            throw new IOException("content " + root + " has " + size + " bytes, more than the " + maxBytes
                    + " that this node fetches");
        }
        place(root, block, size, 0);
        return new FileTree(root, size, blocks);
    }

    private void place(Cid cid, byte[] block, long size, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new MalformedNode("the tree of a file is deeper than " + MAX_DEPTH + " levels");
        }
        if (++blocks > MAX_BLOCKS) {
            throw new MalformedNode("the tree of a file has more than " + MAX_BLOCKS + " blocks");
        }
        if (cid.codec() == Cid.RAW) {
            if (block.length != size) {
                throw new MalformedNode("leaf " + cid + " has another size than its parent says");
            }
        } else {
            FileNode node = FileNode.decode(block);
            if (node.fileBytes() != size) {
                throw new MalformedNode("node " + cid + " has another size than its parent says");
            }
            for (FileNode.Child child : node.children()) {
                place(child.cid(), from.read(child.cid()), child.fileBytes(), depth + 1);
            }
        }
        to.write(cid, block);
    }
}
