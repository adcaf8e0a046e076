package one.imago.p2p.unixfs;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;
import one.imago.node.content.Cid;
import one.imago.p2p.block.BlockReader;
import one.imago.p2p.unixfs.FileNode.Child;

/**
 * Reads a file from its tree, leaf by leaf. The first leaf is read when the stream is opened, so that a file of one block
 * fails before its first byte or not at all. Every part must have the size that its parent gave it. Used by one thread.
 */
public final class FileStream extends InputStream {
    /** 1,024 to this power chunks are more than any disk holds. */
    static final int MAX_DEPTH = 6;

    private final BlockReader blocks;
    private final Deque<Iterator<Child>> path = new ArrayDeque<>();
    private byte[] leaf = new byte[0];
    private int position;

    /**
     * @throws IOException when the root or the way to the first leaf is missing, damaged or malformed
     */
    public FileStream(Cid root, BlockReader blocks) throws IOException {
        this.blocks = blocks;
        if (root.codec() == Cid.RAW) {
            leaf = blocks.read(root);
        } else {
            path.push(FileNode.decode(blocks.read(root)).children().iterator());
            advance();
        }
    }

    @Override
    public int read() throws IOException {
        return advance() ? leaf[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int count = Math.min(length, leaf.length - position);
        System.arraycopy(leaf, position, target, offset, count);
        position += count;
        return count;
    }

    /** Moves to the next unread byte; false at the end. */
    private boolean advance() throws IOException {
        while (position == leaf.length) {
            Iterator<Child> children = path.peek();
            if (children == null) {
                return false;
            }
            if (!children.hasNext()) {
                path.pop();
            } else {
                enter(children.next());
            }
        }
        return true;
    }

    private void enter(Child child) throws IOException {
        byte[] block = blocks.read(child.cid());
        if (child.cid().codec() == Cid.RAW) {
            if (block.length != child.fileBytes()) {
                throw new MalformedNode("leaf " + child.cid() + " has another size than its parent says");
            }
            leaf = block;
            position = 0;
            return;
        }
        FileNode node = FileNode.decode(block);
        if (node.fileBytes() != child.fileBytes()) {
            throw new MalformedNode("node " + child.cid() + " has another size than its parent says");
        }
        if (path.size() == MAX_DEPTH) {
            throw new MalformedNode("the tree of a file is deeper than " + MAX_DEPTH + " levels");
        }
        path.push(node.children().iterator());
    }
}
