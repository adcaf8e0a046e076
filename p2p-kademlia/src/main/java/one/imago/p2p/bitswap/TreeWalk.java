package one.imago.p2p.bitswap;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import one.imago.node.content.Cid;
import one.imago.p2p.block.PeerBlocks;
import one.imago.p2p.unixfs.FileNode;

/** Goes down a tree as far as its blocks are here, and says where it stopped. Reads the disk. */
final class TreeWalk {
    private final PeerBlocks blocks;
    private final long maxBytes;
    private final Deque<Part> open = new ArrayDeque<>();
    private final Set<Cid> seen = new HashSet<>();
    private final List<Part> missing = new ArrayList<>();

    private TreeWalk(PeerBlocks blocks, long maxBytes) {
        this.blocks = blocks;
        this.maxBytes = maxBytes;
    }

    /**
     * What was found below a part.
     *
     * @param fileBytes bytes of the file below it; {@link Part#UNKNOWN} when its own block is missing
     * @param here blocks that are here
     * @param missing parts whose block is not here, in the file's order
     */
    record Found(long fileBytes, Set<Cid> here, List<Part> missing) {}

    /**
     * @throws IOException when a block is not part of a file as its parent says, the file is larger than {@code maxBytes},
     *     or the disk fails
     */
    static Found below(Part part, PeerBlocks blocks, long maxBytes) throws IOException {
        return new TreeWalk(blocks, maxBytes).walk(part);
    }

    private Found walk(Part top) throws IOException {
        open.push(top);
        long size = Part.UNKNOWN;
        while (!open.isEmpty()) {
            Part part = open.pop();
            if (seen.add(part.cid())) {
                long bytes = visit(part);
                size = part.equals(top) ? bytes : size;
            }
            if (seen.size() > FetchLimits.MAX_BLOCKS) {
                throw new IOException("a file has more than " + FetchLimits.MAX_BLOCKS + " blocks");
            }
        }
        missing.forEach(part -> seen.remove(part.cid()));
        return new Found(size, seen, missing);
    }

    private long visit(Part part) throws IOException {
        // A leaf is not read to be there: whoever reads the file checks it.
        if (part.isLeaf() && part.fileBytes() != Part.UNKNOWN) {
            if (!blocks.has(part.cid())) {
                missing.add(part);
            }
            return part.fileBytes();
        }
        Optional<byte[]> block = blocks.get(part.cid());
        if (block.isEmpty()) {
            missing.add(part);
            return Part.UNKNOWN;
        }
        if (part.isLeaf()) {
            requireSize(part, block.get().length);
            return block.get().length;
        }
        FileNode node = FileNode.decode(block.get());
        requireSize(part, node.fileBytes());
        if (part.depth() == FetchLimits.MAX_DEPTH) {
            throw new IOException("the tree of a file is deeper than " + FetchLimits.MAX_DEPTH + " levels");
        }
        List<FileNode.Child> children = node.children();
        for (int i = children.size() - 1; i >= 0; i--) {
            open.push(new Part(children.get(i).cid(), children.get(i).fileBytes(), part.depth() + 1));
        }
        return node.fileBytes();
    }

    private void requireSize(Part part, long bytes) throws IOException {
        if (part.fileBytes() == Part.UNKNOWN ? bytes > maxBytes : bytes != part.fileBytes()) {
            throw new IOException("part " + part.cid() + " of a file has " + bytes
                    + " bytes, more than are taken or other than its parent says");
        }
    }
}
