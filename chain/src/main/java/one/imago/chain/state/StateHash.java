package one.imago.chain.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.SortedMap;
import one.imago.node.crypto.Hash;

/**
 * The hashes of the state tree, each under its own domain. A leaf binds the whole key and the hash of the value; an
 * inner node binds the bit at which it branches, so that nobody can claim to have looked at another one; the state root
 * binds the name of each module that holds something.
 */
final class StateHash {
    private static final byte[] LEAF = domain("imago/state-leaf/1");
    private static final byte[] INNER = domain("imago/state-node/1");
    private static final byte[] ROOT = domain("imago/state-root/1");

    private StateHash() {}

    private static byte[] domain(String text) {
        return (text + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    /** Where a key stands in its module's tree: 256 bits, the most significant of byte 0 first. */
    static byte[] path(byte[] key) {
        return Hash.digest().digest(key);
    }

    static byte[] value(byte[] value) {
        return Hash.digest().digest(value);
    }

    static byte[] leaf(byte[] key, byte[] valueHash) {
        MessageDigest digest = Hash.digest();
        digest.update(LEAF);
        digest.update(key);
        return digest.digest(valueHash);
    }

    static byte[] inner(int depth, byte[] left, byte[] right) {
        MessageDigest digest = Hash.digest();
        digest.update(INNER);
        digest.update((byte) depth);
        digest.update(left);
        return digest.digest(right);
    }

    /** The state root over the roots of the modules that hold something; zero when none does. */
    static Hash stateRoot(SortedMap<String, Hash> moduleRoots) {
        if (moduleRoots.isEmpty()) {
            return Hash.ZERO;
        }
        int size = ROOT.length;
        for (String id : moduleRoots.keySet()) {
            size += 1 + id.length() + Hash.LENGTH;
        }
        ByteBuffer buffer = ByteBuffer.allocate(size).put(ROOT);
        moduleRoots.forEach((id, root) -> {
            byte[] name = id.getBytes(StandardCharsets.US_ASCII);
            buffer.put((byte) name.length).put(name).put(root.bytes());
        });
        return Hash.sha256(buffer.array());
    }

    /** Bit {@code index} of a path, 0 or 1. */
    static int bit(byte[] path, int index) {
        return (path[index >> 3] >> (7 - (index & 7))) & 1;
    }
}
