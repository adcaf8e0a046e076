package one.imago.passport.state;

import com.google.protobuf.ByteString;
import java.util.Optional;
import one.imago.chain.state.StateReader;
import one.imago.chain.state.StateWriter;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.KeyScheme;
import one.imago.node.crypto.PublicKey;
import one.imago.passport.Passport;
import one.imago.passport.proto.PassportRecord;
import one.imago.passport.proto.PendingRecovery;

/** Passports in the module's subtree, and how a record is encoded. Stateless. */
public final class PassportStore {
    private PassportStore() {}

    public static Optional<Passport> find(StateReader state, Hash passportId) {
        byte[] bytes = state.get(PassportKeys.record(passportId));
        return bytes == null ? Optional.empty() : Optional.of(decode(passportId, bytes));
    }

    /** The id of the passport that {@code key} speaks or spoke for. */
    public static Optional<Hash> idOf(StateReader state, PublicKey key) {
        byte[] bytes = state.get(PassportKeys.byKey(key));
        return bytes == null ? Optional.empty() : Optional.of(Hash.of(bytes));
    }

    static void put(StateWriter state, Passport passport) {
        state.put(PassportKeys.record(passport.id()), encode(passport));
        state.put(PassportKeys.byKey(passport.key()), passport.id().bytes());
    }

    static byte[] encode(Passport passport) {
        PassportRecord.Builder record = PassportRecord.newBuilder()
                .setSchema(Passport.SCHEMA)
                .setKeyScheme(KeyScheme.ED25519.code())
                .setPassportKey(bytes(passport.key()))
                .setStatus(passport.status().code())
                .setRecoveryNonce(passport.recoveryNonce())
                .setKeyEpoch(passport.keyEpoch());
        passport.policyHash().ifPresent(hash -> record.setPolicyHash(ByteString.copyFrom(hash.bytes())));
        passport.guardianRoot().ifPresent(root -> record.setGuardianRoot(ByteString.copyFrom(root.bytes())));
        passport.vetoKey().ifPresent(key -> record.setVetoKey(bytes(key)));
        passport.pendingRecovery()
                .ifPresent(pending -> record.setPendingRecovery(PendingRecovery.newBuilder()
                        .setNewKey(bytes(pending.newKey()))
                        .setReadyHeight(pending.readyHeight())));
        return record.build().toByteArray();
    }

    /**
     * Decodes a record of the state, which this module wrote.
     *
     * @throws IllegalStateException when it did not: the state is damaged
     */
    static Passport decode(Hash id, byte[] bytes) {
        try {
            PassportRecord record = CanonicalMessage.parse(PassportRecord.parser(), bytes);
            if (record.getSchema() != Passport.SCHEMA || record.getKeyScheme() != KeyScheme.ED25519.code()) {
                throw new IllegalStateException("passport " + id + " has a schema that this node does not know");
            }
            return new Passport(
                    id,
                    PublicKey.of(record.getPassportKey().toByteArray()),
                    hash(record.getPolicyHash()),
                    hash(record.getGuardianRoot()),
                    key(record.getVetoKey()),
                    status(record.getStatus()),
                    record.getRecoveryNonce(),
                    record.hasPendingRecovery() ? Optional.of(pending(record.getPendingRecovery())) : Optional.empty(),
                    record.getKeyEpoch());
        } catch (CanonicalMessage.NonCanonicalException | IllegalArgumentException e) {
            throw new IllegalStateException("the record of passport " + id + " is damaged", e);
        }
    }

    /** An optional hash of a message: absent is empty. */
    static Optional<Hash> hash(ByteString bytes) {
        return bytes.isEmpty() ? Optional.empty() : Optional.of(Hash.of(bytes.toByteArray()));
    }

    /** An optional key of a message: absent is empty. */
    static Optional<PublicKey> key(ByteString bytes) {
        return bytes.isEmpty() ? Optional.empty() : Optional.of(PublicKey.of(bytes.toByteArray()));
    }

    private static Passport.Pending pending(PendingRecovery pending) {
        return new Passport.Pending(PublicKey.of(pending.getNewKey().toByteArray()), pending.getReadyHeight());
    }

    private static Passport.Status status(int code) {
        for (Passport.Status status : Passport.Status.values()) {
            if (status.code() == code) {
                return status;
            }
        }
        throw new IllegalArgumentException("status " + code);
    }

    private static ByteString bytes(PublicKey key) {
        return ByteString.copyFrom(key.bytes());
    }
}
