package one.imago.node.ledger;

import one.imago.node.crypto.Hex;

/** The 64-bit name of a registered work, carried by its mark. Text form: 16 lower-case hexadecimal digits. */
public record WorkId(long value) implements Comparable<WorkId> {
    /** Parses 16 lower-case hexadecimal digits. */
    public static WorkId parse(String hex) {
        Hex.decode(hex, Long.BYTES);
        return new WorkId(Long.parseUnsignedLong(hex, 16));
    }

    @Override
    public int compareTo(WorkId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        String hex = Long.toHexString(value);
        return "0".repeat(16 - hex.length()) + hex;
    }
}
