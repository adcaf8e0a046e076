package one.imago.chain.sync;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;

/**
 * How far a peer says that its ledger is, and blocks of it. Nothing of it is verified.
 *
 * @param height of its newest block
 * @param finalHeight of its newest final block, not above that
 * @param blocks encoded, each the child of the one before; not to be modified
 * @param certificate of the last of them, or of the block before the first wanted when there are none, where no block of
 *     the answerer's chain carries it yet
 */
record SyncAnswer(long height, long finalHeight, List<byte[]> blocks, Optional<QuorumCertificate> certificate) {
    /** Blocks in one answer: what is waiting to be executed is bounded by this and by their bytes. */
    static final int MAX_BLOCKS = 512;

    /** Bytes of blocks in one answer; any single block fits. */
    static final int MAX_BLOCK_BYTES = 2 << 20;

    static final int MAX_SIZE = 3 << 20;

    byte[] encode() {
        var message =
                one.imago.chain.proto.SyncAnswer.newBuilder().setHeight(height).setFinalHeight(finalHeight);
        blocks.forEach(block -> message.addBlocks(ByteString.copyFrom(block)));
        certificate.ifPresent(c -> message.setCertificate(c.toMessage()));
        return message.build().toByteArray();
    }

    /**
     * Reads an answer from a stranger's bytes; its blocks stay encoded.
     *
     * @throws BlockRejected {@code answer-malformed}, or the code of the certificate
     */
    static SyncAnswer decode(byte[] encoded) throws BlockRejected {
        try {
            var message = CanonicalMessage.parse(one.imago.chain.proto.SyncAnswer.parser(), encoded, MAX_SIZE);
            List<byte[]> blocks = message.getBlocksList().stream()
                    .map(ByteString::toByteArray)
                    .toList();
            long bytes = blocks.stream().mapToLong(block -> block.length).sum();
            if (message.getFinalHeight() < 0
                    || message.getHeight() < message.getFinalHeight()
                    || blocks.size() > MAX_BLOCKS
                    || bytes > MAX_BLOCK_BYTES) {
                throw new BlockRejected("answer-malformed", "a field of the answer is out of range");
            }
            return new SyncAnswer(
                    message.getHeight(),
                    message.getFinalHeight(),
                    blocks,
                    message.hasCertificate()
                            ? Optional.of(QuorumCertificate.of(message.getCertificate()))
                            : Optional.empty());
        } catch (NonCanonicalException e) {
            throw new BlockRejected("answer-malformed", "not an answer about the ledger: " + e.getMessage());
        }
    }
}
