package one.imago.chain.sync;

import com.google.protobuf.ByteString;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;
import one.imago.node.crypto.Hash;

/**
 * Asks a peer how far its ledger is, and for blocks.
 *
 * @param chainId of the asker; a node of another chain says no
 * @param from height of the first block wanted, at least 1
 * @param maxBytes of blocks; 0 asks for none
 */
record SyncQuestion(Hash chainId, long from, int maxBytes) {
    /** The protocol under which it is asked. */
    static final String PROTOCOL = "/imago/ledger/1";

    static final int MAX_SIZE = 64;

    byte[] encode() {
        return one.imago.chain.proto.SyncQuestion.newBuilder()
                .setChainId(ByteString.copyFrom(chainId.bytes()))
                .setFrom(from)
                .setMaxBytes(maxBytes)
                .build()
                .toByteArray();
    }

    /**
     * Reads a question from a stranger's bytes.
     *
     * @throws BlockRejected {@code question-malformed}
     */
    static SyncQuestion decode(byte[] encoded) throws BlockRejected {
        try {
            var message = CanonicalMessage.parse(one.imago.chain.proto.SyncQuestion.parser(), encoded, MAX_SIZE);
            if (message.getChainId().size() != Hash.LENGTH || message.getFrom() < 1 || message.getMaxBytes() < 0) {
                throw new BlockRejected("question-malformed", "a field of the question is out of range");
            }
            return new SyncQuestion(
                    Hash.of(message.getChainId().toByteArray()), message.getFrom(), message.getMaxBytes());
        } catch (NonCanonicalException e) {
            throw new BlockRejected("question-malformed", "not a question about the ledger: " + e.getMessage());
        }
    }
}
