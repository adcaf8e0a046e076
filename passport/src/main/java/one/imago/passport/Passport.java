package one.imago.passport;

import java.util.Optional;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;

/**
 * A passport as the ledger holds it, schema 1.
 *
 * @param id id of the passport: SHA-256("imago/passport-id/1" ‖ 0x00 ‖ id of the transaction that made it)
 * @param key the key that speaks for it
 * @param policyHash hash of the holder's policy
 * @param guardianRoot salted root over the guardians who may help to recover it
 * @param vetoKey the key that may stop a recovery
 * @param status whether it is in force
 * @param recoveryNonce recoveries so far
 * @param pendingRecovery a recovery under way
 * @param keyEpoch how often its key changed
 */
public record Passport(
        Hash id,
        PublicKey key,
        Optional<Hash> policyHash,
        Optional<Hash> guardianRoot,
        Optional<PublicKey> vetoKey,
        Status status,
        long recoveryNonce,
        Optional<Pending> pendingRecovery,
        long keyEpoch) {
    public static final int SCHEMA = 1;

    /** The account of the passport's key, which sends its rotations and its revocation. */
    public Address address() {
        return key.address();
    }

    /** The same passport under its next key. */
    public Passport rotatedTo(PublicKey newKey) {
        return new Passport(
                id,
                newKey,
                policyHash,
                guardianRoot,
                vetoKey,
                status,
                recoveryNonce,
                pendingRecovery,
                Math.addExact(keyEpoch, 1));
    }

    /** The same passport, out of force for ever. */
    public Passport revoked() {
        return new Passport(
                id, key, policyHash, guardianRoot, vetoKey, Status.REVOKED, recoveryNonce, Optional.empty(), keyEpoch);
    }

    /**
     * A recovery that waits for its time.
     *
     * @param newKey the key that will take over
     * @param readyHeight height from which it can
     */
    public record Pending(PublicKey newKey, long readyHeight) {}

    /** Whether a passport is in force, with its protocol number. */
    public enum Status {
        ACTIVE(1, "active"),
        REVOKED(2, "revoked");

        private final int code;
        private final String text;

        Status(int code, String text) {
            this.code = code;
            this.text = text;
        }

        public int code() {
            return code;
        }

        /** The name in JSON. */
        public String text() {
            return text;
        }
    }
}
