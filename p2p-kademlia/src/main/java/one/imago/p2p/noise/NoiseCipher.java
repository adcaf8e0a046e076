package one.imago.p2p.noise;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One direction of a Noise session: ChaCha20-Poly1305 under one key, with a counter for nonce that both ends keep. Owned
 * by one thread. The platform's cipher is used: measured against BouncyCastle's it is 1.6 times as fast on Java 17 and
 * three times on 25 (docs/adr/0102).
 *
 * <p>Source: The Noise Protocol Framework, revision 34, §5.1 and §12.3.
 */
public final class NoiseCipher {
    /** Bytes that a message grows by. */
    public static final int TAG = 16;

    static final int KEY_LENGTH = 32;

    private final SecretKeySpec key;
    private final Cipher cipher;
    private final ByteBuffer nonce = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    private long counter;

    NoiseCipher(byte[] key) {
        this.key = new SecretKeySpec(key, "ChaCha20");
        try {
            cipher = Cipher.getInstance("ChaCha20-Poly1305");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 11 has ChaCha20-Poly1305", e);
        }
    }

    /**
     * Encrypts the next message.
     *
     * @return bytes written to {@code out}: the length and a tag
     */
    public int encrypt(byte[] associated, byte[] in, int offset, int length, byte[] out, int outOffset) {
        try {
            begin(Cipher.ENCRYPT_MODE, associated);
            return cipher.doFinal(in, offset, length, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encryption does not fail", e);
        }
    }

    /**
     * Decrypts the next message; gives out nothing of one that is not authentic.
     *
     * @param in holds ciphertext and tag
     * @return bytes written to {@code out}
     */
    public int decrypt(byte[] associated, byte[] in, int offset, int length, byte[] out, int outOffset)
            throws NoiseException {
        if (length < TAG) {
            throw new NoiseException("a message is shorter than its tag");
        }
        try {
            begin(Cipher.DECRYPT_MODE, associated);
            return cipher.doFinal(in, offset, length, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new NoiseException("a message is not authentic");
        }
    }

    private void begin(int mode, byte[] associated) throws GeneralSecurityException {
        if (counter == -1) {
            // 2^64 - 1 is reserved; at a gigabyte a second it comes after tens of millions of years.
            throw new IllegalStateException("a key is used up");
        }
        nonce.putLong(4, counter++);
        cipher.init(mode, key, new IvParameterSpec(nonce.array()));
        if (associated.length > 0) {
            cipher.updateAAD(associated);
        }
    }
}
