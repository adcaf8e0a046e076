package one.imago.chain.block;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.KeyScheme;
import one.imago.node.crypto.PublicKey;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.crypto.SignatureVerifier;
import one.imago.node.crypto.SigningKey;

/**
 * That one producer gave a round up, and how far it knew the chain to be certified.
 *
 * @param voter whose it is
 * @param highRound round of the highest certificate that it had; 0 for none
 * @param signature under the timeout domain, over chain id (32) ‖ round (8) ‖ high round (8)
 */
public record TimeoutVote(PublicKey voter, long highRound, byte[] signature) {
    public static TimeoutVote sign(SigningKey key, Hash chainId, long round, long highRound) {
        return new TimeoutVote(
                key.publicKey(), highRound, key.sign(SignatureDomain.TIMEOUT, message(chainId, round, highRound)));
    }

    boolean holds(Hash chainId, long round) {
        return SignatureVerifier.verify(voter, SignatureDomain.TIMEOUT, message(chainId, round, highRound), signature);
    }

    private static byte[] message(Hash chainId, long round, long highRound) {
        return ByteBuffer.allocate(Hash.LENGTH + 2 * Long.BYTES)
                .put(chainId.bytes())
                .putLong(round)
                .putLong(highRound)
                .array();
    }

    one.imago.chain.proto.TimeoutVote toMessage() {
        return one.imago.chain.proto.TimeoutVote.newBuilder()
                .setPublicKey(ByteString.copyFrom(voter.bytes()))
                .setHighRound(highRound)
                .setSignature(ByteString.copyFrom(signature))
                .build();
    }

    static TimeoutVote of(one.imago.chain.proto.TimeoutVote message) throws BlockRejected {
        if (message.getPublicKey().size() != KeyScheme.ED25519.publicKeyLength()
                || message.getSignature().size() != KeyScheme.ED25519.signatureLength()
                || message.getHighRound() < 0) {
            throw new BlockRejected("timeout-malformed", "a field of a timeout is out of range");
        }
        return new TimeoutVote(
                PublicKey.of(message.getPublicKey().toByteArray()),
                message.getHighRound(),
                message.getSignature().toByteArray());
    }
}
