package one.imago.chain.consensus;

import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.Header;
import one.imago.chain.block.QuorumCertificate;

/**
 * What a block must satisfy as the child of a known one, before its transactions are looked at.
 */
record BlockRules(Rules rules) {
    /**
     * @throws BlockRejected {@code block-invalid} or {@code certificate-invalid}
     */
    void check(Block block, Header parent) throws BlockRejected {
        Header header = block.header();
        require(header.chainId().equals(rules.chainId()), "it is of another chain");
        require(header.parent().equals(parent.hash()) && header.height() == parent.height() + 1, "it is not the next");
        require(header.round() > parent.round(), "its round is not above its parent's");
        require(header.timestampMillis() > parent.timestampMillis(), "its time is not above its parent's");
        require(header.producersHash().equals(rules.producers().hash()), "it names another producer set");
        require(rules.schedule().producer(header.round()).equals(header.producer()), "the round is another producer's");
        require(block.signatureHolds(), "its producer did not sign it");
        require(block.certificate().isPresent() == (parent.height() > 0), "it lacks its parent's certificate");
        if (block.certificate().isPresent()) {
            QuorumCertificate certificate = block.certificate().get();
            require(
                    certificate.block().equals(header.parent())
                            && certificate.height() == parent.height()
                            && certificate.round() == parent.round(),
                    "its certificate is not its parent's");
            rules.certificates().verify(certificate);
        }
    }

    private static void require(boolean condition, String problem) throws BlockRejected {
        if (!condition) {
            throw new BlockRejected("block-invalid", "the block breaks a rule: " + problem);
        }
    }
}
