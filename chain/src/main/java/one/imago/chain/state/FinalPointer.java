package one.imago.chain.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import one.imago.node.crypto.Hash;

/**
 * Which block the state in the store is after.
 *
 * @param height of the block
 * @param blockHash of the block
 * @param stateRoot of the state in the store
 * @param timestampMillis of the block
 */
public record FinalPointer(long height, Hash blockHash, Hash stateRoot, long timestampMillis) {
    private static final byte[] KEY = "final".getBytes(StandardCharsets.US_ASCII);

    public static byte[] key() {
        return KEY.clone();
    }

    public byte[] encode() {
        return ByteBuffer.allocate(2 * Long.BYTES + 2 * Hash.LENGTH)
                .putLong(height)
                .putLong(timestampMillis)
                .put(blockHash.bytes())
                .put(stateRoot.bytes())
                .array();
    }

    public static FinalPointer decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long height = in.getLong();
        long timestamp = in.getLong();
        byte[] block = new byte[Hash.LENGTH];
        byte[] root = new byte[Hash.LENGTH];
        in.get(block).get(root);
        return new FinalPointer(height, Hash.of(block), Hash.of(root), timestamp);
    }
}
