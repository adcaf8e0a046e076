package one.imago.chain.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A key of the store as a map key: module ‖ 0 ‖ rest. The bytes are shared and never changed. */
final class Key implements Comparable<Key> {
    private final byte[] bytes;
    private final int hash;

    Key(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    static Key of(byte[] modulePrefix, byte[] rest) {
        byte[] bytes = Arrays.copyOf(modulePrefix, modulePrefix.length + rest.length);
        System.arraycopy(rest, 0, bytes, modulePrefix.length, rest.length);
        return new Key(bytes);
    }

    /** What all keys of a module start with. */
    static byte[] modulePrefix(String module) {
        return (module + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    byte[] bytes() {
        return bytes;
    }

    /** The part after the module. */
    byte[] rest(byte[] modulePrefix) {
        return Arrays.copyOfRange(bytes, modulePrefix.length, bytes.length);
    }

    @Override
    public int compareTo(Key other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && hash == key.hash && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
