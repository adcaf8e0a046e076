package one.imago.node.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Hides content from everybody but one recipient: AES-256-GCM under a fresh key for each object, and that key wrapped to
 * the recipient by HPKE. The content's key stands apart from the content, so that it can be given to a licensee
 * ({@link SealedKey}) without touching the bytes that a content id names. It hides neither the length nor who sealed.
 * Version 2 goes through in chunks; version 1, of one piece, is still read. The formats are in docs/protocol/keys.md.
 * Thread-safe.
 */
public final class Sealing {
    /** Most content that is sealed or opened in memory. */
    public static final int MAX_CONTENT = 64 << 20;

    private static final byte[] MAGIC = "imago-sealed\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte WHOLE = 1;
    private static final byte CHUNKED = 2;

    /** Bytes in front of the content, from which its holder can wrap the key anew. */
    public static final int HEADER_LENGTH = MAGIC.length + 1 + KeyWrap.LENGTH;

    private static final byte[] WHOLE_DOMAIN = "imago/sealing/content/1\0".getBytes(StandardCharsets.US_ASCII);
    /** A key seals one object, so that its nonce need not vary. */
    private static final byte[] WHOLE_NONCE = new byte[AesGcm.NONCE_LENGTH];

    private Sealing() {}

    /** Bytes of sealed content of so many bytes. */
    public static long sealedLength(long content) {
        return HEADER_LENGTH + content + ChunkCipher.overhead(content);
    }

    /**
     * Seals content to a recipient, in memory.
     *
     * @param associatedData bound to the content without being part of it, such as the work id; may be empty
     * @throws IllegalArgumentException when the content is too large or the recipient's key is not a usable one
     */
    public static byte[] seal(SealingPublicKey recipient, byte[] content, byte[] associatedData, SecureRandom random) {
        if (content.length > MAX_CONTENT) {
            throw new IllegalArgumentException("at most " + MAX_CONTENT + " bytes can be sealed at once");
        }
        ByteArrayOutputStream sealed = new ByteArrayOutputStream((int) sealedLength(content.length));
        try {
            seal(recipient, new ByteArrayInputStream(content), sealed, associatedData, random);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return sealed.toByteArray();
    }

    /** The same for a stream, in little memory. */
    public static void seal(
            SealingPublicKey recipient,
            InputStream content,
            OutputStream sealed,
            byte[] associatedData,
            SecureRandom random)
            throws IOException {
        byte[] key = new byte[AesGcm.KEY_LENGTH];
        random.nextBytes(key);
        try {
            byte[] wrapped = KeyWrap.wrap(recipient, key, KeyWrap.CONTENT, new byte[0], random);
            sealed.write(MAGIC);
            sealed.write(CHUNKED);
            sealed.write(wrapped);
            new ChunkCipher(key, associatedData).seal(content, sealed);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /**
     * Opens what was sealed to {@code recipient} with the same associated data.
     *
     * @param sealed of any origin
     */
    public static byte[] open(SealingKey recipient, byte[] sealed, byte[] associatedData) throws SealingException {
        if (sealed.length > sealedLength(MAX_CONTENT)) {
            throw new SealingException("at most " + MAX_CONTENT + " bytes can be opened at once");
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream(sealed.length);
        try {
            open(recipient, new ByteArrayInputStream(sealed), content, associatedData);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return content.toByteArray();
    }

    /**
     * The same for a stream.
     *
     * @param content what was written before an exception is authentic, but not all
     */
    public static void open(SealingKey recipient, InputStream sealed, OutputStream content, byte[] associatedData)
            throws IOException, SealingException {
        byte[] header = sealed.readNBytes(HEADER_LENGTH);
        open(header, key(recipient, header), sealed, content, associatedData);
    }

    /** Opens with a key that was wrapped anew for {@code recipient}. */
    public static void open(
            SealingKey recipient, SealedKey granted, InputStream sealed, OutputStream content, byte[] associatedData)
            throws IOException, SealingException {
        byte[] header = sealed.readNBytes(HEADER_LENGTH);
        checkHeader(header);
        open(header, granted.unwrap(recipient), sealed, content, associatedData);
    }

    private static void open(byte[] header, byte[] key, InputStream sealed, OutputStream content, byte[] associatedData)
            throws IOException, SealingException {
        try {
            if (header[MAGIC.length] == WHOLE) {
                content.write(openWhole(key, sealed, associatedData));
            } else {
                new ChunkCipher(key, associatedData).open(sealed, content);
            }
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** The content's key, from at least the header. */
    static byte[] key(SealingKey holder, byte[] sealed) throws SealingException {
        checkHeader(sealed);
        byte[] wrapped = Arrays.copyOfRange(sealed, MAGIC.length + 1, HEADER_LENGTH);
        return KeyWrap.unwrap(holder, wrapped, KeyWrap.CONTENT, new byte[0]);
    }

    private static void checkHeader(byte[] sealed) throws SealingException {
        if (sealed.length < HEADER_LENGTH || !Arrays.equals(sealed, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new SealingException("this is not sealed content");
        }
        byte version = sealed[MAGIC.length];
        if (version != WHOLE && version != CHUNKED) {
            throw new SealingException(
                    "this was sealed in version " + version + " of the format; known are " + WHOLE + " and " + CHUNKED);
        }
    }

    private static byte[] openWhole(byte[] key, InputStream sealed, byte[] associatedData)
            throws IOException, SealingException {
        int most = MAX_CONTENT + AesGcm.TAG_LENGTH;
        byte[] ciphertext = sealed.readNBytes(most + 1);
        if (ciphertext.length > most) {
            throw new SealingException("content sealed in one piece has at most " + MAX_CONTENT + " bytes");
        }
        byte[] bound = Arrays.copyOf(WHOLE_DOMAIN, WHOLE_DOMAIN.length + associatedData.length);
        System.arraycopy(associatedData, 0, bound, WHOLE_DOMAIN.length, associatedData.length);
        try {
            return AesGcm.open(key, WHOLE_NONCE, bound, ciphertext);
        } catch (GeneralSecurityException e) {
            throw new SealingException("the sealed content was changed, or belongs to something else", e);
        }
    }
}
