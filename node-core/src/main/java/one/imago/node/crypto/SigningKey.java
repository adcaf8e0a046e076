package one.imago.node.crypto;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 key pair (RFC 8032). Signing is deterministic: one key, domain and message have one signature, on every
 * provider. Immutable and thread-safe; never shows its seed in {@link #toString}.
 */
public final class SigningKey {
    public static final int SEED_LENGTH = 32;

    private final byte[] seed;
    private final PublicKey publicKey;

    private SigningKey(byte[] seed) {
        this.seed = seed;
        byte[] encoded = new byte[PublicKey.LENGTH];
        Ed25519.generatePublicKey(seed, 0, encoded, 0);
        publicKey = PublicKey.of(encoded);
    }

    public static SigningKey generate(SecureRandom random) {
        byte[] seed = new byte[SEED_LENGTH];
        random.nextBytes(seed);
        return new SigningKey(seed);
    }

    /** The key pair of a 32-byte seed, the "private key" of RFC 8032. */
    public static SigningKey ofSeed(byte[] seed) {
        if (seed.length != SEED_LENGTH) {
            throw new IllegalArgumentException("a seed has " + SEED_LENGTH + " bytes, not " + seed.length);
        }
        return new SigningKey(seed.clone());
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    public Address address() {
        return publicKey.address();
    }

    /** Signs {@code domain.prefix() ‖ message}; 64 bytes. */
    public byte[] sign(SignatureDomain domain, byte[] message) {
        return signRaw(domain.signed(message));
    }

    byte[] signRaw(byte[] signed) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, publicKey.bytes(), 0, signed, 0, signed.length, signature, 0);
        return signature;
    }

    /** The secret. Callers wipe their copy when they are done with it. */
    public byte[] seed() {
        return seed.clone();
    }

    @Override
    public String toString() {
        return "SigningKey[" + publicKey + "]";
    }
}
