package one.imago.chain.block;

import com.google.protobuf.ByteString;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.KeyScheme;
import one.imago.node.crypto.PublicKey;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.crypto.SignatureVerifier;
import one.imago.node.crypto.SigningKey;

/** One producer's vote with what it is for, as it travels. */
public record BlockVote(Hash block, long height, long round, Vote vote) {
    static final int MAX_SIZE = 256;

    public static BlockVote sign(SigningKey key, Hash chainId, Block block) {
        Header header = block.header();
        byte[] message = Vote.message(chainId, block.hash(), header.height(), header.round());
        return new BlockVote(
                block.hash(),
                header.height(),
                header.round(),
                new Vote(key.publicKey(), key.sign(SignatureDomain.VOTE, message)));
    }

    public boolean signatureHolds(Hash chainId) {
        return SignatureVerifier.verify(
                vote.voter(), SignatureDomain.VOTE, Vote.message(chainId, block, height, round), vote.signature());
    }

    public byte[] encode() {
        return one.imago.chain.proto.BlockVote.newBuilder()
                .setBlock(ByteString.copyFrom(block.bytes()))
                .setHeight(height)
                .setRound(round)
                .setVote(vote.toMessage())
                .build()
                .toByteArray();
    }

    /**
     * Reads a vote from a stranger's bytes; its signature is not verified.
     *
     * @throws BlockRejected {@code vote-malformed}
     */
    public static BlockVote decode(byte[] encoded) throws BlockRejected {
        try {
            var message = CanonicalMessage.parse(one.imago.chain.proto.BlockVote.parser(), encoded, MAX_SIZE);
            if (message.getBlock().size() != Hash.LENGTH
                    || message.getHeight() < 1
                    || message.getRound() < 1
                    || message.getVote().getPublicKey().size() != KeyScheme.ED25519.publicKeyLength()
                    || message.getVote().getSignature().size() != KeyScheme.ED25519.signatureLength()) {
                throw new BlockRejected("vote-malformed", "a field of the vote is out of range");
            }
            return new BlockVote(
                    Hash.of(message.getBlock().toByteArray()),
                    message.getHeight(),
                    message.getRound(),
                    new Vote(
                            PublicKey.of(message.getVote().getPublicKey().toByteArray()),
                            message.getVote().getSignature().toByteArray()));
        } catch (NonCanonicalException e) {
            throw new BlockRejected("vote-malformed", "not a vote: " + e.getMessage());
        }
    }
}
