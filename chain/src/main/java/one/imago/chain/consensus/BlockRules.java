package one.imago.chain.consensus;

import java.time.Clock;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.Header;

/**
 * What a block must satisfy as the child of a known one, before its transactions are looked at.
 */
record BlockRules(Rules rules, Clock clock) {
    /** How far ahead of this node's clock a header's time may be. */
    private static final long MAX_AHEAD_MILLIS = 2_000;

    /**
     * @throws BlockRejected {@code block-invalid}, {@code block-too-early} or {@code certificate-invalid}
     */
    void check(Block block, Header parent) throws BlockRejected {
        Header header = block.header();
        require(header.chainId().equals(rules.chainId()), "it is of another chain");
        require(header.parent().equals(parent.hash()) && header.height() == parent.height() + 1, "it is not the next");
        require(header.round() > parent.round(), "its round is not above its parent's");
        require(header.timestampMillis() > parent.timestampMillis(), "its time is not above its parent's");
        require(header.producersHash().equals(rules.producers().hash()), "it names another producer set");
        require(rules.schedule().producer(header.round()).equals(header.producer()), "the round is another producer's");
        if (header.timestampMillis() > clock.millis() + MAX_AHEAD_MILLIS) {
            throw new BlockRejected("block-too-early", "the block is more than 2 s ahead of this node's clock");
        }
        require(block.signatureHolds(), "its producer did not sign it");
        require(block.certificate().isPresent() == (parent.height() > 0), "it lacks its parent's certificate");
        if (block.certificate().isPresent()) {
            block.certificate().get().verify(rules.chainId(), parent, rules.producers());
        }
    }

    private static void require(boolean condition, String problem) throws BlockRejected {
        if (!condition) {
            throw new BlockRejected("block-invalid", "the block breaks a rule: " + problem);
        }
    }
}
