package one.imago.p2p.kad;

import java.util.Arrays;
import one.imago.node.crypto.Hex;

/** Immutable bytes with equality, for keys and values as the wire has them. */
public final class WireBytes {
    private final byte[] bytes;

    private WireBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static WireBytes of(byte[] bytes) {
        return new WireBytes(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WireBytes wire && Arrays.equals(bytes, wire.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Hex.encode(bytes);
    }
}
