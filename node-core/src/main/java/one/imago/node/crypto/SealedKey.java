package one.imago.node.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import one.imago.node.content.Cid;

/**
 * The key of sealed content, wrapped anew for somebody else: what a buyer is given. The sealed content stays as it is, and
 * so do its id and its shards. It opens one content only, and says nothing about who gave it. Format in
 * docs/protocol/keys.md.
 */
public final class SealedKey {
    private static final byte[] MAGIC = "imago-sealed-key\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int CID_LENGTH = 36;

    /** Bytes of its encoding. */
    public static final int LENGTH = MAGIC.length + 1 + CID_LENGTH + KeyWrap.LENGTH;

    private final Cid content;
    private final byte[] wrapped;

    private SealedKey(Cid content, byte[] wrapped) {
        this.content = content;
        this.wrapped = wrapped;
    }

    /**
     * Wraps the key of content anew.
     *
     * @param holder who can open the content
     * @param content id of the sealed content
     * @param sealed at least the first {@link Sealing#HEADER_LENGTH} bytes of it
     * @param recipient who shall be able to open it
     * @throws SealingException when it was sealed to somebody else
     */
    public static SealedKey grant(
            SealingKey holder, Cid content, byte[] sealed, SealingPublicKey recipient, SecureRandom random)
            throws SealingException {
        byte[] key = Sealing.key(holder, sealed);
        try {
            return new SealedKey(content, KeyWrap.wrap(recipient, key, KeyWrap.GRANT, content.bytes(), random));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** The sealed content that it opens. */
    public Cid content() {
        return content;
    }

    byte[] unwrap(SealingKey recipient) throws SealingException {
        return KeyWrap.unwrap(recipient, wrapped, KeyWrap.GRANT, content.bytes());
    }

    public byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .put(MAGIC)
                .put(VERSION)
                .put(content.bytes())
                .put(wrapped)
                .array();
    }

    /**
     * Reads bytes of any origin; whether they open anything shows when they are used.
     *
     * @throws SealingException when they are not a sealed key
     */
    public static SealedKey decode(byte[] bytes) throws SealingException {
        if (bytes.length != LENGTH || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new SealingException("this is not a sealed key");
        }
        if (bytes[MAGIC.length] != VERSION) {
            throw new SealingException(
                    "this key was sealed in version " + bytes[MAGIC.length] + " of the format; known is " + VERSION);
        }
        int at = MAGIC.length + 1;
        try {
            Cid content = Cid.ofBytes(Arrays.copyOfRange(bytes, at, at + CID_LENGTH));
            return new SealedKey(content, Arrays.copyOfRange(bytes, at + CID_LENGTH, LENGTH));
        } catch (IllegalArgumentException e) {
            throw new SealingException("a sealed key names no content", e);
        }
    }
}
