package one.imago.node.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * The X25519 key that opens what was sealed to its owner. It is derived from the signing key, so that one backup holds
 * both: HKDF-SHA256 over the seed, no salt, info {@code imago/sealing-key/1}. Never shows itself in {@link #toString}.
 */
public final class SealingKey {
    private static final byte[] DOMAIN = "imago/sealing-key/1".getBytes(StandardCharsets.US_ASCII);

    private final byte[] secret;
    private final SealingPublicKey publicKey;

    private SealingKey(byte[] secret) {
        this.secret = secret;
        byte[] encoded = new byte[SealingPublicKey.LENGTH];
        X25519.generatePublicKey(secret, 0, encoded, 0);
        publicKey = SealingPublicKey.of(encoded);
    }

    public static SealingKey of(SigningKey key) {
        byte[] seed = key.seed();
        HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
        generator.init(new HKDFParameters(seed, null, DOMAIN));
        byte[] secret = new byte[X25519.SCALAR_SIZE];
        generator.generateBytes(secret, 0, secret.length);
        Arrays.fill(seed, (byte) 0);
        return new SealingKey(secret);
    }

    public SealingPublicKey publicKey() {
        return publicKey;
    }

    byte[] secret() {
        return secret.clone();
    }

    @Override
    public String toString() {
        return "SealingKey[" + publicKey + "]";
    }
}
