package one.imago.chain.stake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Vrf;
import one.imago.node.crypto.VrfOutput;

/**
 * The randomness of one epoch: who produces when. It comes from the outputs of a verifiable random function ({@link Vrf})
 * that producers revealed in the epoch before, so it is fixed before its epoch starts, nobody could know it before the last
 * of them was revealed, and no producer has a choice of outputs.
 *
 * <p><b>Last-revealer bias.</b> A producer can keep its output back by leaving its block out. The last ones to reveal know
 * what the seed will be with and without them: k colluding producers in the last k places choose among 2^k seeds, at the
 * cost of the blocks, their rewards and their records. The seed is therefore good for ordering producers and for nothing
 * that is worth more than that. docs/protocol/stake.md.
 *
 * <p>Pure and immutable.
 *
 * @param value 32 bytes
 */
public record EpochSeed(Hash value) {
    private static final byte[] SEED = domain("imago/epoch-seed/1");
    private static final byte[] INPUT = domain("imago/producer-vrf/1");

    /** The seed of epoch 0, which everybody knows: nothing was revealed yet. */
    public static EpochSeed first(Hash chainId) {
        return new EpochSeed(Hash.sha256(SEED, chainId.bytes()));
    }

    /**
     * What every producer of the epoch with this seed puts through its random function, once.
     *
     * @param epoch whose seed this is
     */
    public byte[] vrfInput(Hash chainId, long epoch) {
        return ByteBuffer.allocate(INPUT.length + 2 * Hash.LENGTH + Long.BYTES)
                .put(INPUT)
                .put(chainId.bytes())
                .putLong(epoch)
                .put(value.bytes())
                .array();
    }

    /**
     * The seed of the epoch after this one. Without any outputs it still differs from this.
     *
     * @param epoch whose seed this is
     * @param outputs verified, for {@link #vrfInput} of this epoch, by producer
     */
    public EpochSeed next(long epoch, Map<Address, VrfOutput> outputs) {
        SortedMap<Address, VrfOutput> sorted = new TreeMap<>(outputs);
        ByteBuffer bytes = ByteBuffer.allocate(
                Hash.LENGTH + Long.BYTES + Integer.BYTES + sorted.size() * (Address.LENGTH + VrfOutput.LENGTH));
        bytes.put(value.bytes()).putLong(epoch).putInt(sorted.size());
        sorted.forEach((producer, output) -> bytes.put(producer.bytes()).put(output.bytes()));
        return new EpochSeed(Hash.sha256(SEED, bytes.array()));
    }

    private static byte[] domain(String name) {
        return (name + '\0').getBytes(StandardCharsets.US_ASCII);
    }
}
