package one.imago.chain.state;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The children of an inner node.
 *
 * @param left the side of bit 0
 * @param right the side of bit 1
 */
record TreeNode(NodeRef left, NodeRef right) {
    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(2 * NodeRef.MAX_SIZE);
        left.write(out);
        right.write(out);
        return Arrays.copyOf(out.array(), out.position());
    }

    static TreeNode decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new TreeNode(NodeRef.read(in), NodeRef.read(in));
    }
}
