package one.imago.p2p.kad;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import one.imago.node.crypto.Hash;

/**
 * Wire keys that lie where a lookup should go. A peer hashes what it is asked for, so a place can only be asked for
 * through bytes whose hash lies there: found by trying, since only the first few bits matter.
 */
final class Preimages {
    /** A tenth of a second at most: on average they reach places that share 16 bits. */
    private static final int TRIES = 1 << 17;

    private static final int LENGTH = 32;

    private Preimages() {}

    /**
     * For each number of bits from {@code from} to {@code to}, bytes whose place shares exactly as many leading bits
     * with the centre. Those so near that they are not soon found are left out.
     */
    static Map<Integer, byte[]> find(Key center, int from, int to, RandomGenerator random) {
        Map<Integer, byte[]> found = new TreeMap<>();
        byte[] tried = new byte[LENGTH];
        random.nextBytes(tried);
        ByteBuffer counter = ByteBuffer.wrap(tried);
        MessageDigest digest = Hash.digest();
        for (int i = 0; i < TRIES && found.size() <= to - from; i++) {
            counter.putInt(0, i);
            int shared = Key.ofBytes(digest.digest(tried)).sharedBits(center);
            if (shared >= from && shared <= to) {
                found.putIfAbsent(shared, tried.clone());
            }
        }
        return found;
    }
}
