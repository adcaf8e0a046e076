package one.imago.node.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What one guess of a passphrase costs under Argon2id version 1.3 (RFC 9106).
 *
 * @param memoryKib memory in KiB
 * @param iterations passes over it
 * @param parallelism lanes
 */
record Argon2Cost(int memoryKib, int iterations, int parallelism) {
    /** The second recommendation of RFC 9106 §4, but with one lane: lanes run one after the other in this library. */
    static final Argon2Cost STANDARD = new Argon2Cost(64 * 1024, 3, 1);

    static final int VERSION = Argon2Parameters.ARGON2_VERSION_13;
    private static final int MAX_MEMORY_KIB = 256 * 1024;
    private static final int MAX_ITERATIONS = 16;
    private static final int MAX_PARALLELISM = 4;

    /** A file from elsewhere must not make us allocate or work without bound. */
    Argon2Cost {
        if (parallelism < 1
                || parallelism > MAX_PARALLELISM
                || iterations < 1
                || iterations > MAX_ITERATIONS
                || memoryKib < 8 * parallelism
                || memoryKib > MAX_MEMORY_KIB) {
            throw new IllegalArgumentException("Argon2 parameters out of range: at most " + MAX_MEMORY_KIB + " KiB, "
                    + MAX_ITERATIONS + " iterations and " + MAX_PARALLELISM + " lanes");
        }
    }

    /** A 32-byte key. The passphrase counts in Unicode NFC and UTF-8, so that every keyboard gives the same bytes. */
    byte[] derive(char[] passphrase, byte[] salt) {
        byte[] secret = utf8(passphrase);
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(VERSION)
                    .withMemoryAsKB(memoryKib)
                    .withIterations(iterations)
                    .withParallelism(parallelism)
                    .withSalt(salt)
                    .build());
            byte[] key = new byte[32];
            generator.generateBytes(secret, key);
            return key;
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static byte[] utf8(char[] passphrase) {
        CharBuffer chars = CharBuffer.wrap(passphrase);
        // Only a passphrase that needs it goes through a String, which cannot be wiped.
        CharSequence normal = Normalizer.isNormalized(chars, Normalizer.Form.NFC)
                ? chars
                : Normalizer.normalize(chars, Normalizer.Form.NFC);
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(normal));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes).rewind();
        encoded.put(new byte[bytes.length]);
        return bytes;
    }
}
