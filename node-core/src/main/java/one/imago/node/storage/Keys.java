package one.imago.node.storage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Arithmetic on keys as unsigned bytes. */
final class Keys {
    private Keys() {}

    /** The first key behind all that start with {@code prefix}; null when there is none. */
    static byte @Nullable [] endOfPrefix(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xff) {
                byte[] end = Arrays.copyOf(prefix, i + 1);
                end[i]++;
                return end;
            }
        }
        return null;
    }

    /** The later of two keys. */
    static byte[] later(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b) >= 0 ? a : b;
    }

    static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}
