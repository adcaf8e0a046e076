package one.imago.chain.sync;

import java.util.Optional;
import one.imago.chain.block.QuorumCertificate;

/** The blocks that a node gives to peers: one chain, from genesis to its newest block. Thread-safe. */
public interface ServedBlocks {
    /** Height of the newest block. */
    long height();

    long finalHeight();

    /** The encoded block at a height of that chain; empty above the newest. */
    Optional<byte[]> encodedBlock(long height);

    /** The certificate of the block at a height, where no child of that chain carries it. */
    Optional<QuorumCertificate> tipCertificate(long height);
}
