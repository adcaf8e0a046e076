package one.imago.node.crypto;

import java.nio.charset.StandardCharsets;
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
 * The key of some content, hidden from everybody but one recipient: HPKE (RFC 9180), base mode, DHKEM(X25519,
 * HKDF-SHA256), HKDF-SHA256, AES-256-GCM; one message. The encapsulated key, then the ciphertext.
 */
final class KeyWrap {
    private static final int ENCAPSULATED_LENGTH = 32;
    static final int LENGTH = ENCAPSULATED_LENGTH + AesGcm.KEY_LENGTH + AesGcm.TAG_LENGTH;

    /** Of the key that stands in front of its content. */
    static final String CONTENT = "imago/sealing/key/1";

    /** Of a key that was wrapped anew for somebody else. */
    static final String GRANT = "imago/sealing/key-grant/1";

    private KeyWrap() {}

    static byte[] wrap(SealingPublicKey recipient, byte[] key, String domain, byte[] bound, SecureRandom random) {
        byte[] ephemeral = new byte[X25519PrivateKeyParameters.KEY_SIZE];
        random.nextBytes(ephemeral);
        try {
            HPKEContextWithEncapsulation context =
                    hpke().setupBaseS(new X25519PublicKeyParameters(recipient.bytes()), ascii(domain), pair(ephemeral));
            byte[] wrapped = context.seal(bound, key);
            byte[] both = Arrays.copyOf(context.getEncapsulation(), LENGTH);
            System.arraycopy(wrapped, 0, both, ENCAPSULATED_LENGTH, wrapped.length);
            return both;
        } catch (InvalidCipherTextException | IllegalStateException e) {
            // The library refuses a shared secret of zeros, which keys of small order give.
            throw new IllegalArgumentException("the recipient's sealing key is not usable", e);
        } finally {
            Arrays.fill(ephemeral, (byte) 0);
        }
    }

    /**
     * @param wrapped of {@link #LENGTH} bytes, of any origin
     */
    static byte[] unwrap(SealingKey recipient, byte[] wrapped, String domain, byte[] bound) throws SealingException {
        byte[] secret = recipient.secret();
        byte[] encapsulated = Arrays.copyOf(wrapped, ENCAPSULATED_LENGTH);
        byte[] ciphertext = Arrays.copyOfRange(wrapped, ENCAPSULATED_LENGTH, LENGTH);
        try {
            return hpke().open(encapsulated, pair(secret), ascii(domain), bound, ciphertext, null, null, null);
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

    private static byte[] ascii(String domain) {
        return domain.getBytes(StandardCharsets.US_ASCII);
    }
}
