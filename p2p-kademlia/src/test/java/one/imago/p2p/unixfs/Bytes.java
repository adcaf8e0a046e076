package one.imago.p2p.unixfs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import one.imago.node.crypto.Hash;

/** The content of the test vectors in docs/protocol/content.md: SHA-256(0) ‖ SHA-256(1) ‖ …, counters as 8 bytes. */
public final class Bytes {
    private Bytes() {}

    public static byte[] ofLength(int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 32);
        for (long i = 0; out.size() < length; i++) {
            byte[] hash = Hash.sha256(ByteBuffer.allocate(8).putLong(i).array()).bytes();
            out.write(hash, 0, Math.min(hash.length, length - out.size()));
        }
        return out.toByteArray();
    }
}
