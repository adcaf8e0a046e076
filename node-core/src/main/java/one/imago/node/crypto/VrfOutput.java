package one.imago.node.crypto;

import java.util.Arrays;

/** What {@link Vrf} gives for a key and an input: 64 bytes that nobody can choose. Immutable. */
public final class VrfOutput {
    public static final int LENGTH = 64;

    private final byte[] bytes;

    private VrfOutput(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * An output that was verified before, from where it was kept.
     *
     * @throws IllegalArgumentException unless there are 64 bytes
     */
    public static VrfOutput of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a VRF output has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new VrfOutput(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VrfOutput output && Arrays.equals(bytes, output.bytes);
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
