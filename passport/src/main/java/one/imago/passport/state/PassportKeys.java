package one.imago.passport.state;

import java.nio.ByteBuffer;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.KeyScheme;
import one.imago.node.crypto.PublicKey;

/** The keys of the module's subtree; part of the protocol, since proofs of presence and absence name them. */
public final class PassportKeys {
    private PassportKeys() {}

    /** {@code 'p' ‖ passport id} holds the record. */
    public static byte[] record(Hash passportId) {
        return ByteBuffer.allocate(1 + Hash.LENGTH)
                .put((byte) 'p')
                .put(passportId.bytes())
                .array();
    }

    /** {@code 'k' ‖ key scheme (1 byte) ‖ key} holds the id of the passport that the key speaks or spoke for. */
    public static byte[] byKey(PublicKey key) {
        return ByteBuffer.allocate(2 + PublicKey.LENGTH)
                .put((byte) 'k')
                .put((byte) KeyScheme.ED25519.code())
                .put(key.bytes())
                .array();
    }
}
