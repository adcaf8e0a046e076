package one.imago.passport;

import java.nio.ByteBuffer;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.KeyScheme;
import one.imago.node.crypto.PublicKey;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.crypto.SignatureVerifier;
import one.imago.node.crypto.SigningKey;

/**
 * What a key signs under {@link SignatureDomain#KEY_POSSESSION} before it may speak for a passport, so that nobody can
 * enter somebody else's key, or one that nobody has. Both statements start with the chain and have a length of their own:
 * one never reads as the other.
 */
public final class Possession {
    private final byte[] statement;

    private Possession(byte[] statement) {
        this.statement = statement;
    }

    /**
     * For a new passport: chain id ‖ sender (20 bytes) ‖ key scheme (1 byte) ‖ key. Whoever copies it cannot use it, since
     * it names who sends.
     */
    public static Possession toCreate(Hash chainId, Address sender, PublicKey key) {
        return new Possession(ByteBuffer.allocate(Hash.LENGTH + Address.LENGTH + 1 + PublicKey.LENGTH)
                .put(chainId.bytes())
                .put(sender.bytes())
                .put((byte) KeyScheme.ED25519.code())
                .put(key.bytes())
                .array());
    }

    /** For a passport's next key: chain id ‖ passport id ‖ key scheme (1 byte) ‖ key ‖ key epoch that begins (8 bytes). */
    public static Possession toRotate(Hash chainId, Hash passportId, PublicKey newKey, long keyEpoch) {
        return new Possession(ByteBuffer.allocate(2 * Hash.LENGTH + 1 + PublicKey.LENGTH + Long.BYTES)
                .put(chainId.bytes())
                .put(passportId.bytes())
                .put((byte) KeyScheme.ED25519.code())
                .put(newKey.bytes())
                .putLong(keyEpoch)
                .array());
    }

    /** The statement, signed; 64 bytes. */
    public byte[] sign(SigningKey key) {
        return key.sign(SignatureDomain.KEY_POSSESSION, statement);
    }

    public boolean isProvenBy(PublicKey key, byte[] signature) {
        return SignatureVerifier.verify(key, SignatureDomain.KEY_POSSESSION, statement, signature);
    }

    byte[] statement() {
        return statement.clone();
    }
}
