package one.imago.p2p.noise;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import one.imago.node.crypto.Hash;
import org.jspecify.annotations.Nullable;

/** What a handshake has agreed on so far: a chaining key, a hash of everything said, and a cipher once there is a key. */
final class SymmetricState {
    private static final byte[] NOTHING = {};

    private byte[] chainingKey;
    private byte[] hash;
    private @Nullable NoiseCipher cipher;

    SymmetricState(String protocolName, byte[] prologue) {
        byte[] name = protocolName.getBytes(US_ASCII);
        // A name of at most 32 bytes would stand for itself, padded with zeros.
        hash = name.length <= Hash.LENGTH
                ? Arrays.copyOf(name, Hash.LENGTH)
                : Hash.sha256(name).bytes();
        chainingKey = hash.clone();
        mixHash(prologue);
    }

    void mixHash(byte[] data) {
        hash = Hash.sha256(hash, data).bytes();
    }

    void mixKey(byte[] secret) {
        byte[][] keys = derive(secret);
        chainingKey = keys[0];
        cipher = new NoiseCipher(keys[1]);
    }

    byte[] encryptAndHash(byte[] plain) {
        byte[] sealed = plain;
        if (cipher != null) {
            sealed = new byte[plain.length + NoiseCipher.TAG];
            cipher.encrypt(hash, plain, 0, plain.length, sealed, 0);
        }
        mixHash(sealed);
        return sealed;
    }

    byte[] decryptAndHash(byte[] sealed) throws NoiseException {
        byte[] plain = sealed;
        if (cipher != null) {
            if (sealed.length < NoiseCipher.TAG) {
                throw new NoiseException("a handshake message is too short");
            }
            plain = new byte[sealed.length - NoiseCipher.TAG];
            cipher.decrypt(hash, sealed, 0, sealed.length, plain, 0);
        }
        mixHash(sealed);
        return plain;
    }

    /** The two ciphers of the session: the initiator's, then the responder's. */
    NoiseCipher[] split() {
        byte[][] keys = derive(NOTHING);
        return new NoiseCipher[] {new NoiseCipher(keys[0]), new NoiseCipher(keys[1])};
    }

    byte[] hash() {
        return hash.clone();
    }

    /** HKDF with two outputs, Noise §4.3. */
    private byte[][] derive(byte[] input) {
        byte[] key = hmac(chainingKey, input);
        byte[] first = hmac(key, new byte[] {1});
        byte[] chained = Arrays.copyOf(first, first.length + 1);
        chained[first.length] = 2;
        return new byte[][] {first, hmac(key, chained)};
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
