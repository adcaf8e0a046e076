package one.imago.node.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * AWS-LC through AmazonCorrettoCryptoProvider. It evaluates the cofactorless equation and compares the bytes of R. The
 * provider is used by object and never registered, so that nothing else in the process changes its cryptography.
 */
final class NativeEd25519 implements Ed25519Provider {
    private static final Logger LOG = LoggerFactory.getLogger(NativeEd25519.class);
    private static final String CLASS = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final String KEY_FACTORY_SWITCH = "com.amazon.corretto.crypto.provider.registerEdKeyFactory";
    private static final String ALGORITHM = "Ed25519";

    /** SubjectPublicKeyInfo of an Ed25519 key, without its last 32 bytes (RFC 8410). */
    private static final byte[] KEY_INFO_PREFIX = Hex.decode("302a300506032b6570032100", 12);

    private final Provider provider;
    private final KeyFactory keyFactory;
    private final ThreadLocal<Signature> verifier = ThreadLocal.withInitial(this::newVerifier);

    private NativeEd25519(Provider provider) throws NoSuchAlgorithmException {
        this.provider = provider;
        keyFactory = KeyFactory.getInstance(ALGORITHM, provider);
    }

    /** Loads the native library and lets it verify one known signature; empty where it does not load. */
    static Optional<NativeEd25519> load() {
        try {
            // Read once, when the provider's class is initialised; its key factory is off by default.
            System.setProperty(KEY_FACTORY_SWITCH, "true");
            Class<?> type = Class.forName(CLASS);
            NativeEd25519 loaded =
                    new NativeEd25519((Provider) type.getField("INSTANCE").get(null));
            loaded.checkKnownAnswer();
            return Optional.of(loaded);
        } catch (GeneralSecurityException | ReflectiveOperationException | LinkageError | RuntimeException e) {
            LOG.info("the native signature library does not load here: {}", e.toString());
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return "AWS-LC (" + provider.getName() + " " + provider.getVersionStr() + ")";
    }

    @Override
    public Key prepare(byte[] key) {
        byte[] info = new byte[KEY_INFO_PREFIX.length + key.length];
        System.arraycopy(KEY_INFO_PREFIX, 0, info, 0, KEY_INFO_PREFIX.length);
        System.arraycopy(key, 0, info, KEY_INFO_PREFIX.length, key.length);
        try {
            java.security.PublicKey decoded = keyFactory.generatePublic(new X509EncodedKeySpec(info));
            return (signed, signature) -> verifies(decoded, signed, signature);
        } catch (GeneralSecurityException e) {
            // The key is canonical and of order L by now: a refusal here would be a verdict of the library's own.
            throw new IllegalStateException("the native library refuses a good key", e);
        }
    }

    private boolean verifies(java.security.PublicKey key, byte[] signed, byte[] signature) {
        Signature engine = verifier.get();
        try {
            engine.initVerify(key);
            engine.update(signed);
        } catch (InvalidKeyException | SignatureException e) {
            throw new IllegalStateException("the native library failed", e);
        }
        try {
            return engine.verify(signature);
        } catch (SignatureException e) {
            return false;
        }
    }

    private Signature newVerifier() {
        try {
            return Signature.getInstance(ALGORITHM, provider);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the native library has no Ed25519", e);
        }
    }

    private void checkKnownAnswer() throws GeneralSecurityException {
        SigningKey key = SigningKey.ofSeed(new byte[SigningKey.SEED_LENGTH]);
        byte[] message = {1, 2, 3};
        byte[] signature = key.signRaw(message);
        Key prepared = prepare(key.publicKey().bytes());
        boolean good = prepared.verifies(message, signature);
        signature[40] ^= 1;
        if (!good || prepared.verifies(message, signature)) {
            throw new GeneralSecurityException("it fails its known-answer test");
        }
    }
}
