package one.imago.node.rpc;

import java.util.Arrays;

/**
 * Picture or content bytes in JSON, as standard base64 with padding. Everything else that is bytes travels as lower-case
 * hexadecimal in a plain {@code byte[]}.
 *
 * @param bytes not copied: these are large, and owned by the call
 */
public record Base64Bytes(byte[] bytes) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Base64Bytes b && Arrays.equals(bytes, b.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Says the length only: these are image bytes. */
    @Override
    public String toString() {
        return "Base64Bytes[" + bytes.length + "]";
    }
}
