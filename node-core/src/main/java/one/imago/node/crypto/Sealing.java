package one.imago.node.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/**
 * Hides content from everybody but one recipient: AES-256-GCM under a fresh key for each object, and that key under HPKE
 * (RFC 9180, base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM). The content's key stands apart from the
 * content, so that it can be given to a licensee without touching the bytes that a content id names. Bounded: the whole
 * object is in memory, at most {@link #MAX_CONTENT} bytes. It hides neither the length nor who sealed. The format is in
 * docs/protocol/keys.md. Thread-safe.
 */
public final class Sealing {
    public static final int MAX_CONTENT = 64 << 20;

    private static final byte[] MAGIC = "imago-sealed\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int ENCAPSULATED_LENGTH = 32;
    private static final int WRAPPED_LENGTH = AesGcm.KEY_LENGTH + AesGcm.TAG_LENGTH;
    private static final int HEADER_LENGTH = MAGIC.length + 1 + ENCAPSULATED_LENGTH + WRAPPED_LENGTH;
    /** Bytes that sealing adds. */
    public static final int OVERHEAD = HEADER_LENGTH + AesGcm.TAG_LENGTH;

    private static final byte[] KEY_DOMAIN = "imago/sealing/key/1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENT_DOMAIN = "imago/sealing/content/1\0".getBytes(StandardCharsets.US_ASCII);
    /** A key seals one object, so that its nonce need not vary. */
    private static final byte[] NONCE = new byte[AesGcm.NONCE_LENGTH];

    private Sealing() {}

    /**
     * Seals content to a recipient.
     *
     * @param associatedData bound to the content without being part of it, such as the work id; may be empty
     * @throws IllegalArgumentException when the content is too large or the recipient's key is not a usable one
     */
    public static byte[] seal(SealingPublicKey recipient, byte[] content, byte[] associatedData, SecureRandom random) {
        if (content.length > MAX_CONTENT) {
            throw new IllegalArgumentException("at most " + MAX_CONTENT + " bytes can be sealed at once");
        }
        byte[] key = new byte[AesGcm.KEY_LENGTH];
        random.nextBytes(key);
        try {
            byte[] wrapped = wrap(recipient, key, random);
            byte[] sealed = AesGcm.seal(key, NONCE, bound(associatedData), content);
            return ByteBuffer.allocate(HEADER_LENGTH + sealed.length)
                    .put(MAGIC)
                    .put(VERSION)
                    .put(wrapped)
                    .put(sealed)
                    .array();
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
        if (sealed.length < OVERHEAD || sealed.length > (long) OVERHEAD + MAX_CONTENT) {
            throw new SealingException("sealed content has " + OVERHEAD + " to " + (OVERHEAD + MAX_CONTENT)
                    + " bytes, this has " + sealed.length);
        }
        if (!Arrays.equals(sealed, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new SealingException("this is not sealed content");
        }
        if (sealed[MAGIC.length] != VERSION) {
            throw new SealingException(
                    "this was sealed in version " + sealed[MAGIC.length] + " of the format; known is " + VERSION);
        }
        int at = MAGIC.length + 1;
        byte[] encapsulated = Arrays.copyOfRange(sealed, at, at + ENCAPSULATED_LENGTH);
        byte[] wrapped = Arrays.copyOfRange(sealed, at + ENCAPSULATED_LENGTH, HEADER_LENGTH);
        byte[] key = unwrap(recipient, encapsulated, wrapped);
        try {
            return AesGcm.open(
                    key, NONCE, bound(associatedData), Arrays.copyOfRange(sealed, HEADER_LENGTH, sealed.length));
        } catch (GeneralSecurityException e) {
            throw new SealingException("the sealed content was changed, or belongs to something else", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** The encapsulated key of HPKE, then the wrapped content key. */
    private static byte[] wrap(SealingPublicKey recipient, byte[] key, SecureRandom random) {
        byte[] ephemeral = new byte[X25519PrivateKeyParameters.KEY_SIZE];
        random.nextBytes(ephemeral);
        try {
            HPKEContextWithEncapsulation context =
                    hpke().setupBaseS(new X25519PublicKeyParameters(recipient.bytes()), KEY_DOMAIN, pair(ephemeral));
            byte[] wrapped = context.seal(new byte[0], key);
            byte[] encapsulated = context.getEncapsulation();
            byte[] both = Arrays.copyOf(encapsulated, ENCAPSULATED_LENGTH + WRAPPED_LENGTH);
            System.arraycopy(wrapped, 0, both, ENCAPSULATED_LENGTH, WRAPPED_LENGTH);
            return both;
        } catch (InvalidCipherTextException | IllegalStateException e) {
            // The library refuses a shared secret of zeros, which keys of small order give.
            throw new IllegalArgumentException("the recipient's sealing key is not usable", e);
        } finally {
            Arrays.fill(ephemeral, (byte) 0);
        }
    }

    private static byte[] unwrap(SealingKey recipient, byte[] encapsulated, byte[] wrapped) throws SealingException {
        byte[] secret = recipient.secret();
        try {
            return hpke().open(encapsulated, pair(secret), KEY_DOMAIN, new byte[0], wrapped, null, null, null);
        } catch (InvalidCipherTextException | IllegalStateException | IllegalArgumentException e) {
            throw new SealingException("this was sealed to another key, or was changed", e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static AsymmetricCipherKeyPair pair(byte[] secret) {
        X25519PrivateKeyParameters key = new X25519PrivateKeyParameters(secret);
        AsymmetricKeyParameter publicKey = key.generatePublicKey();
        return new AsymmetricCipherKeyPair(publicKey, key);
    }

    private static HPKE hpke() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }

    private static byte[] bound(byte[] associatedData) {
        byte[] bound = Arrays.copyOf(CONTENT_DOMAIN, CONTENT_DOMAIN.length + associatedData.length);
        System.arraycopy(associatedData, 0, bound, CONTENT_DOMAIN.length, associatedData.length);
        return bound;
    }
}
