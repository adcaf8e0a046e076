package one.imago.chain.consensus;

import java.nio.ByteBuffer;
import one.imago.chain.block.Block;
import one.imago.node.crypto.Hash;

/**
 * The last round in which this node voted or that it gave up. It is on disk before the vote or the timeout is made, so
 * that a node which comes back from a crash never votes for another block in a round where it did either.
 *
 * @param round 0 before the first
 * @param block that it voted for; zero when it gave the round up without a vote
 */
record SafetyRecord(long round, Hash block) {
    static final SafetyRecord NONE = new SafetyRecord(0, Hash.ZERO);

    static SafetyRecord of(Block block) {
        return new SafetyRecord(block.header().round(), block.hash());
    }

    /** Whether a vote for {@code next} contradicts nothing that was voted or given up. */
    boolean allows(Block next) {
        return next.header().round() > round || isVoteFor(next);
    }

    boolean isVoteFor(Block next) {
        return next.header().round() == round && next.hash().equals(block);
    }

    byte[] encode() {
        return ByteBuffer.allocate(Long.BYTES + Hash.LENGTH)
                .putLong(round)
                .put(block.bytes())
                .array();
    }

    static SafetyRecord decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long round = in.getLong();
        byte[] block = new byte[Hash.LENGTH];
        in.get(block);
        return new SafetyRecord(round, Hash.of(block));
    }
}
