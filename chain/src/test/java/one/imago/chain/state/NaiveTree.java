package one.imago.chain.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tree's root as docs/protocol/ledger.md defines it, written from that text alone with strings of bits: slow and
 * plain, to hold the real one against.
 */
final class NaiveTree {
    private NaiveTree() {}

    static byte[] root(Map<String, byte[]> valuesByHexKey) {
        Map<String, byte[]> leaves = new TreeMap<>();
        valuesByHexKey.forEach((hex, value) -> {
            byte[] key = java.util.HexFormat.of().parseHex(hex);
            leaves.put(bits(sha(key)), sha(ascii("imago/state-leaf/1"), new byte[1], key, sha(value)));
        });
        return leaves.isEmpty() ? new byte[32] : root(new ArrayList<>(leaves.entrySet()), 0);
    }

    private static byte[] root(List<Map.Entry<String, byte[]>> leaves, int depth) {
        if (leaves.size() == 1) {
            return leaves.get(0).getValue();
        }
        List<Map.Entry<String, byte[]>> zeros = new ArrayList<>();
        List<Map.Entry<String, byte[]>> ones = new ArrayList<>();
        for (Map.Entry<String, byte[]> leaf : leaves) {
            (leaf.getKey().charAt(depth) == '0' ? zeros : ones).add(leaf);
        }
        if (zeros.isEmpty() || ones.isEmpty()) {
            return root(leaves, depth + 1);
        }
        return sha(
                ascii("imago/state-node/1"),
                new byte[1],
                new byte[] {(byte) depth},
                root(zeros, depth + 1),
                root(ones, depth + 1));
    }

    private static String bits(byte[] bytes) {
        StringBuilder bits = new StringBuilder();
        for (byte value : bytes) {
            for (int i = 7; i >= 0; i--) {
                bits.append((value >> i) & 1);
            }
        }
        return bits.toString();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] sha(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
