package one.imago.chain.stake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import one.imago.node.crypto.Hash;

/**
 * The order in which an epoch's producers take turns: a permutation drawn from the epoch's seed, every one of them as
 * likely as any other. Fisher and Yates, with numbers from a stream of SHA-256 and draws that would favour the lower
 * numbers thrown away. Pure.
 */
public final class ProducerOrder {
    private static final byte[] DOMAIN = "imago/producer-order/1\0".getBytes(StandardCharsets.US_ASCII);

    private ProducerOrder() {}

    /** The producers of {@code set}, shuffled. */
    public static List<Producer> of(ProducerSet set, EpochSeed seed) {
        List<Producer> order = new ArrayList<>(set.producers());
        Draws draws = new Draws(seed);
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, draws.below(i + 1));
        }
        return List.copyOf(order);
    }

    /** Numbers of 64 bits, big endian, four to a hash over seed and counter. */
    private static final class Draws {
        private final byte[] seed;
        private long counter;
        private ByteBuffer words = ByteBuffer.allocate(0);

        Draws(EpochSeed seed) {
            this.seed = seed.value().bytes();
        }

        int below(int bound) {
            // 2^64 mod bound, as an unsigned number.
            long excess = Long.remainderUnsigned(-bound, bound);
            while (true) {
                long word = next();
                // The first 2^64 mod bound numbers are one round too many: without them each remainder is as frequent.
                if (Long.compareUnsigned(word, excess) >= 0) {
                    return (int) Long.remainderUnsigned(word, bound);
                }
            }
        }

        private long next() {
            if (!words.hasRemaining()) {
                byte[] count =
                        ByteBuffer.allocate(Long.BYTES).putLong(counter++).array();
                words = ByteBuffer.wrap(Hash.sha256(DOMAIN, seed, count).bytes());
            }
            return words.getLong();
        }
    }
}
