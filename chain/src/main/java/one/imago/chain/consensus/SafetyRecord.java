package one.imago.chain.consensus;

import java.nio.ByteBuffer;
import one.imago.chain.block.Block;
import one.imago.node.crypto.Hash;

/**
 * What this node voted for last. It is on disk before the vote is made, so that a node which comes back from a crash
 * never votes for another block at a height or round where it voted before.
 */
record SafetyRecord(long height, long round, Hash block) {
    static SafetyRecord of(Block block) {
        return new SafetyRecord(block.header().height(), block.header().round(), block.hash());
    }

    /** Whether a vote for {@code next} contradicts nothing that was voted. */
    boolean allows(Block next) {
        return next.hash().equals(block)
                || (next.header().height() > height && next.header().round() > round);
    }

    byte[] encode() {
        return ByteBuffer.allocate(2 * Long.BYTES + Hash.LENGTH)
                .putLong(height)
                .putLong(round)
                .put(block.bytes())
                .array();
    }

    static SafetyRecord decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long height = in.getLong();
        long round = in.getLong();
        byte[] block = new byte[Hash.LENGTH];
        in.get(block);
        return new SafetyRecord(height, round, Hash.of(block));
    }
}
