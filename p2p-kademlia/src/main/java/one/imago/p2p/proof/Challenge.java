package one.imago.p2p.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;

/**
 * Which leaves a holder must show. They follow from the hash of a block that was not known when the content was stored, and
 * from the holder's name, so that nobody could keep only the leaves that will be asked for, and two holders are asked for
 * different ones. 458 different leaves find the loss of 1 % with at least 99 % probability in content of up to 256 MiB
 * (44 that of 10 %); content of no more leaves is asked for whole.
 *
 * @param cid the content
 * @param holder who is asked, a peer id in text form
 * @param height of the final block
 * @param block its hash
 */
public record Challenge(Cid cid, String holder, long height, Hash block) {
    /** Most leaves that are asked for. */
    public static final int LEAVES = 458;

    static final int MAX_HOLDER_BYTES = 128;

    private static final byte[] DOMAIN = "imago/storage-challenge/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MAGIC = {'i', 'm', 'p', 'c', 1};
    private static final int FIXED_BYTES = MAGIC.length + 36 + Long.BYTES + Hash.LENGTH;

    public Challenge {
        int length = holder.getBytes(StandardCharsets.US_ASCII).length;
        if (height < 0
                || length < 1
                || length > MAX_HOLDER_BYTES
                || !holder.chars().allMatch(c -> c > 32 && c < 127)) {
            throw new IllegalArgumentException("a challenge names a height and a peer");
        }
    }

    /**
     * The leaves, ascending and different: SHA-256(seed ‖ counter) gives eight numbers of 32 bits; a number at or above the
     * largest multiple of the number of leaves is passed over, so that none is likelier than another; so is a repetition.
     */
    int[] leaves(long size) {
        int count = LeafTree.leaves(size);
        BitSet chosen = new BitSet(count);
        if (count <= LEAVES) {
            chosen.set(0, count);
            return chosen.stream().toArray();
        }
        byte[] seed = Hash.sha256(
                        DOMAIN,
                        block.bytes(),
                        ByteBuffer.allocate(Long.BYTES).putLong(height).array(),
                        cid.bytes(),
                        holder.getBytes(StandardCharsets.US_ASCII))
                .bytes();
        long limit = (1L << 32) / count * count;
        int found = 0;
        for (long counter = 0; found < LEAVES; counter++) {
            ByteBuffer numbers = ByteBuffer.wrap(Hash.sha256(
                            seed,
                            ByteBuffer.allocate(Long.BYTES).putLong(counter).array())
                    .bytes());
            while (numbers.hasRemaining() && found < LEAVES) {
                long number = numbers.getInt() & 0xffffffffL;
                int leaf = (int) (number % count);
                if (number < limit && !chosen.get(leaf)) {
                    chosen.set(leaf);
                    found++;
                }
            }
        }
        return chosen.stream().toArray();
    }

    public byte[] encode() {
        byte[] name = holder.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(FIXED_BYTES + name.length)
                .put(MAGIC)
                .put(cid.bytes())
                .putLong(height)
                .put(block.bytes())
                .put(name)
                .array();
    }

    /**
     * Reads a stranger's bytes.
     *
     * @throws MalformedProof when it is anything but the one encoding of a challenge
     */
    public static Challenge decode(byte[] bytes) throws MalformedProof {
        if (bytes.length <= FIXED_BYTES || bytes.length > FIXED_BYTES + MAX_HOLDER_BYTES) {
            throw new MalformedProof("a challenge has another length");
        }
        if (!Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new MalformedProof("this is not a challenge of version 1");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).position(MAGIC.length);
        byte[] cid = new byte[36];
        in.get(cid);
        long height = in.getLong();
        byte[] block = new byte[Hash.LENGTH];
        in.get(block);
        byte[] name = new byte[in.remaining()];
        in.get(name);
        for (byte character : name) {
            if (character <= 32 || character >= 127) {
                throw new MalformedProof("a challenge names a peer in ASCII");
            }
        }
        try {
            return new Challenge(Cid.ofBytes(cid), new String(name, StandardCharsets.US_ASCII), height, Hash.of(block));
        } catch (IllegalArgumentException e) {
            throw new MalformedProof("a challenge holds what it cannot: " + e.getMessage());
        }
    }
}
