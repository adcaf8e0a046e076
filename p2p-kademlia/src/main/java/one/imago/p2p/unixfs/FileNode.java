package one.imago.p2p.unixfs;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import one.imago.node.content.Cid;

/**
 * An inner node of a file: a dag-pb block whose links are the parts of the file in order, and whose data is a UnixFS
 * header with their sizes. dag-pb wants the links (field 2) in front of the data (field 1), which no protobuf library
 * writes, hence this codec by hand. It has one encoding for a node and accepts no other.
 *
 * @param children the parts, in the file's order; none is empty
 */
public record FileNode(List<Child> children) {
    public static final int MAX_CHILDREN = 1024;

    /** 1,024 links of at most 60 bytes and as many sizes stay far below. */
    static final int MAX_ENCODED_BYTES = 128 << 10;

    private static final int LINK = (2 << 3) | 2;
    private static final int LINK_HASH = (1 << 3) | 2;
    private static final int LINK_NAME = (2 << 3) | 2;
    private static final int LINK_TSIZE = 3 << 3;
    private static final int DATA = (1 << 3) | 2;
    private static final int UNIXFS_TYPE = 1 << 3;
    private static final int UNIXFS_FILE_SIZE = 3 << 3;
    private static final int UNIXFS_BLOCK_SIZE = 4 << 3;
    private static final int TYPE_FILE = 2;

    /**
     * One part.
     *
     * @param cid its root
     * @param fileBytes bytes of the file in it, at least 1
     * @param dagBytes bytes of all its blocks
     */
    public record Child(Cid cid, long fileBytes, long dagBytes) {}

    public FileNode {
        children = List.copyOf(children);
        if (children.isEmpty() || children.size() > MAX_CHILDREN) {
            throw new IllegalArgumentException("a file node has 1 to " + MAX_CHILDREN + " links");
        }
    }

    /** Bytes of the file below this node. */
    public long fileBytes() {
        return children.stream().mapToLong(Child::fileBytes).sum();
    }

    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * children.size());
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            for (Child child : children) {
                byte[] link = encodeLink(child);
                out.writeUInt32NoTag(LINK);
                out.writeByteArrayNoTag(link);
            }
            out.writeUInt32NoTag(DATA);
            out.writeByteArrayNoTag(encodeHeader());
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Decodes a stranger's block.
     *
     * @throws MalformedNode when it is anything but the one encoding of a file node
     */
    public static FileNode decode(byte[] block) throws MalformedNode {
        if (block.length > MAX_ENCODED_BYTES) {
            throw new MalformedNode("a file node has at most " + MAX_ENCODED_BYTES + " bytes, not " + block.length);
        }
        FileNode node;
        try {
            node = read(CodedInputStream.newInstance(block));
        } catch (MalformedNode e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedNode("a block is not a file node: " + e.getMessage());
        }
        // One check instead of many: order, minimal numbers, names and sizes are right exactly when this holds.
        if (!Arrays.equals(node.encode(), block)) {
            throw new MalformedNode("a file node is not in its canonical encoding");
        }
        return node;
    }

    private byte[] encodeLink(Child child) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeUInt32NoTag(LINK_HASH);
        out.writeByteArrayNoTag(child.cid().bytes());
        out.writeUInt32NoTag(LINK_NAME);
        out.writeUInt32NoTag(0);
        out.writeUInt32NoTag(LINK_TSIZE);
        out.writeUInt64NoTag(child.dagBytes());
        out.flush();
        return bytes.toByteArray();
    }

    private byte[] encodeHeader() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 + 6 * children.size());
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeUInt32NoTag(UNIXFS_TYPE);
        out.writeUInt32NoTag(TYPE_FILE);
        out.writeUInt32NoTag(UNIXFS_FILE_SIZE);
        out.writeUInt64NoTag(fileBytes());
        for (Child child : children) {
            out.writeUInt32NoTag(UNIXFS_BLOCK_SIZE);
            out.writeUInt64NoTag(child.fileBytes());
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static FileNode read(CodedInputStream in) throws IOException {
        List<Cid> cids = new ArrayList<>();
        List<Long> dagSizes = new ArrayList<>();
        int tag = in.readTag();
        while (tag == LINK) {
            if (cids.size() == MAX_CHILDREN) {
                throw new MalformedNode("a file node has at most " + MAX_CHILDREN + " links");
            }
            int outer = in.pushLimit(in.readRawVarint32());
            expect(in, LINK_HASH);
            cids.add(Cid.ofBytes(in.readByteArray()));
            expect(in, LINK_NAME);
            expect(in, 0);
            expect(in, LINK_TSIZE);
            dagSizes.add(in.readUInt64());
            in.popLimit(outer);
            tag = in.readTag();
        }
        if (tag != DATA) {
            throw new MalformedNode("a file node has its data after its links");
        }
        int outer = in.pushLimit(in.readRawVarint32());
        expect(in, UNIXFS_TYPE);
        expect(in, TYPE_FILE);
        expect(in, UNIXFS_FILE_SIZE);
        in.readUInt64();
        List<Child> children = new ArrayList<>(cids.size());
        long total = 0;
        for (int i = 0; i < cids.size(); i++) {
            expect(in, UNIXFS_BLOCK_SIZE);
            Child child = new Child(cids.get(i), in.readUInt64(), dagSizes.get(i));
            total += child.fileBytes();
            // An empty part would let a tree without a single byte take for ever to read.
            if (child.fileBytes() < 1 || child.dagBytes() < child.fileBytes() || total < 0) {
                throw new MalformedNode("a file node has a part of an impossible size");
            }
            children.add(child);
        }
        in.popLimit(outer);
        return new FileNode(children);
    }

    private static void expect(CodedInputStream in, int value) throws IOException {
        int found = in.readRawVarint32();
        if (found != value) {
            throw new MalformedNode(
                    "a file node holds something that this node does not read: expected " + value + ", found " + found);
        }
    }
}
