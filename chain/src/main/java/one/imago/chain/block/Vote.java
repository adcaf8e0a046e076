package one.imago.chain.block;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;

/**
 * One producer's vote for a block.
 *
 * @param voter whose vote it is
 * @param signature under the vote domain, over {@link #message}
 */
public record Vote(PublicKey voter, byte[] signature) {
    /** What is signed: chain id (32) ‖ block hash (32) ‖ height (8, big endian) ‖ round (8, big endian). */
    public static byte[] message(Hash chainId, Hash block, long height, long round) {
        return ByteBuffer.allocate(2 * Hash.LENGTH + 2 * Long.BYTES)
                .put(chainId.bytes())
                .put(block.bytes())
                .putLong(height)
                .putLong(round)
                .array();
    }

    one.imago.chain.proto.Vote toMessage() {
        return one.imago.chain.proto.Vote.newBuilder()
                .setPublicKey(ByteString.copyFrom(voter.bytes()))
                .setSignature(ByteString.copyFrom(signature))
                .build();
    }
}
