package one.imago.node.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * Content under AES-256-GCM in chunks of 64 KiB, each with its own tag, so that it is sealed and opened in little memory
 * and no byte is given out before its tag was checked. The nonce is 7 zero bytes, the chunk's number and a byte that is 1
 * for the last one: chunks can be neither reordered nor dropped nor cut off at the end. This is the STREAM construction
 * (Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015).
 * A key seals one object.
 */
final class ChunkCipher {
    static final int CHUNK_BYTES = 64 << 10;

    private static final byte[] DOMAIN = "imago/sealing/content/2\0".getBytes(StandardCharsets.US_ASCII);

    private final byte[] key;
    private final byte[] bound;
    private int chunk;

    ChunkCipher(byte[] key, byte[] associatedData) {
        this.key = key;
        this.bound = Arrays.copyOf(DOMAIN, DOMAIN.length + associatedData.length);
        System.arraycopy(associatedData, 0, bound, DOMAIN.length, associatedData.length);
    }

    /** Reads {@code content} to its end. */
    void seal(InputStream content, OutputStream sealed) throws IOException {
        byte[] bytes = content.readNBytes(CHUNK_BYTES);
        boolean last = false;
        while (!last) {
            byte[] next = bytes.length < CHUNK_BYTES ? new byte[0] : content.readNBytes(CHUNK_BYTES);
            last = next.length == 0;
            sealed.write(AesGcm.seal(key, nonce(last), bound, bytes));
            bytes = next;
        }
    }

    /** Reads {@code sealed} to its end. What was written before an exception is authentic, but not all. */
    void open(InputStream sealed, OutputStream content) throws IOException, SealingException {
        int full = CHUNK_BYTES + AesGcm.TAG_LENGTH;
        byte[] bytes = sealed.readNBytes(full);
        boolean last = false;
        while (!last) {
            byte[] next = bytes.length < full ? new byte[0] : sealed.readNBytes(full);
            last = next.length == 0;
            try {
                content.write(AesGcm.open(key, nonce(last), bound, bytes));
            } catch (GeneralSecurityException e) {
                throw new SealingException("the sealed content was changed, or belongs to something else", e);
            }
            bytes = next;
        }
    }

    /** Bytes that this adds to content of so many. */
    static long overhead(long content) {
        return AesGcm.TAG_LENGTH * Math.max(1, (content + CHUNK_BYTES - 1) / CHUNK_BYTES);
    }

    private byte[] nonce(boolean last) {
        return ByteBuffer.allocate(AesGcm.NONCE_LENGTH)
                .putInt(7, chunk++)
                .put(11, (byte) (last ? 1 : 0))
                .array();
    }
}
