package one.imago.passport.state;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.List;
import java.util.Optional;
import one.imago.chain.state.AppliedTransaction;
import one.imago.chain.state.StateModule;
import one.imago.chain.state.StateWriter;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.TransactionKind;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.KeyScheme;
import one.imago.node.crypto.PublicKey;
import one.imago.passport.Passport;
import one.imago.passport.PassportBodies;
import one.imago.passport.Possession;
import one.imago.passport.proto.CreatePassport;
import one.imago.passport.proto.RevokePassport;
import one.imago.passport.proto.RotatePassport;

/**
 * Passport v1 on the ledger. A key that ever spoke for a passport belongs to it for ever: it never makes a second one and
 * is never rotated back to, so that an old signature always has one meaning. A revoked passport stays revoked.
 */
public final class PassportStateModule implements StateModule {
    public static final String ID = "passport";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<TransactionKind> kinds() {
        return List.of(PassportBodies.CREATE, PassportBodies.ROTATE, PassportBodies.REVOKE);
    }

    @Override
    public void apply(AppliedTransaction transaction, StateWriter state) throws TransactionRejected {
        if (transaction.kind().equals(PassportBodies.CREATE)) {
            create(transaction, state);
        } else if (transaction.kind().equals(PassportBodies.ROTATE)) {
            rotate(transaction, state);
        } else if (transaction.kind().equals(PassportBodies.REVOKE)) {
            revoke(transaction, state);
        } else {
            throw new TransactionRejected("unknown-kind", transaction.kind() + " is not a transaction of passports");
        }
    }

    private static void create(AppliedTransaction transaction, StateWriter state) throws TransactionRejected {
        CreatePassport body = parse(CreatePassport.parser(), transaction.body());
        if (body.getSchema() != Passport.SCHEMA) {
            throw new TransactionRejected("schema-unknown", "passports have schema " + Passport.SCHEMA);
        }
        PublicKey key = key(body.getKeyScheme(), body.getPassportKey());
        Passport passport;
        try {
            passport = new Passport(
                    PassportBodies.passportId(transaction.id()),
                    key,
                    PassportStore.hash(body.getPolicyHash()),
                    PassportStore.hash(body.getGuardianRoot()),
                    PassportStore.key(body.getVetoKey()),
                    Passport.Status.ACTIVE,
                    0,
                    Optional.empty(),
                    0);
        } catch (IllegalArgumentException e) {
            throw malformed("a hash or key of a passport has 32 bytes or is left out");
        }
        if (passport.vetoKey().filter(key::equals).isPresent()) {
            throw malformed("the veto key of a passport is not its own key");
        }
        requireUnused(state, key);
        requireProven(Possession.toCreate(transaction.chainId(), transaction.sender(), key), key, body.getPossession());
        PassportStore.put(state, passport);
    }

    private static void rotate(AppliedTransaction transaction, StateWriter state) throws TransactionRejected {
        RotatePassport body = parse(RotatePassport.parser(), transaction.body());
        PublicKey newKey = key(body.getKeyScheme(), body.getNewKey());
        Passport passport = ofSender(transaction, body.getPassportId(), state);
        if (body.getKeyEpoch() != passport.keyEpoch() + 1) {
            throw new TransactionRejected(
                    "key-epoch-stale",
                    "the next key epoch of this passport is " + (passport.keyEpoch() + 1) + ", not "
                            + Long.toUnsignedString(body.getKeyEpoch()));
        }
        requireUnused(state, newKey);
        requireProven(
                Possession.toRotate(transaction.chainId(), passport.id(), newKey, body.getKeyEpoch()),
                newKey,
                body.getPossession());
        PassportStore.put(state, passport.rotatedTo(newKey));
    }

    private static void revoke(AppliedTransaction transaction, StateWriter state) throws TransactionRejected {
        RevokePassport body = parse(RevokePassport.parser(), transaction.body());
        PassportStore.put(
                state, ofSender(transaction, body.getPassportId(), state).revoked());
    }

    /** The passport in force that the sender's key speaks for. */
    private static Passport ofSender(AppliedTransaction transaction, ByteString id, StateWriter state)
            throws TransactionRejected {
        if (id.size() != Hash.LENGTH) {
            throw malformed("a passport id has 32 bytes");
        }
        Passport passport = PassportStore.find(state, Hash.of(id.toByteArray()))
                .orElseThrow(() -> new TransactionRejected("passport-unknown", "there is no passport with this id"));
        if (passport.status() == Passport.Status.REVOKED) {
            throw new TransactionRejected("passport-revoked", "the passport was revoked");
        }
        if (!passport.key().equals(transaction.senderKey())) {
            throw new TransactionRejected("passport-not-yours", "the sender's key does not speak for this passport");
        }
        return passport;
    }

    private static void requireUnused(StateWriter state, PublicKey key) throws TransactionRejected {
        if (PassportStore.idOf(state, key).isPresent()) {
            throw new TransactionRejected("passport-key-taken", "the key already belongs to a passport");
        }
    }

    private static void requireProven(Possession possession, PublicKey key, ByteString signature)
            throws TransactionRejected {
        if (signature.size() != KeyScheme.ED25519.signatureLength()
                || !possession.isProvenBy(key, signature.toByteArray())) {
            throw new TransactionRejected("possession-unproven", "the new key did not sign for this passport");
        }
    }

    private static PublicKey key(int scheme, ByteString key) throws TransactionRejected {
        if (scheme != KeyScheme.ED25519.code()) {
            throw new TransactionRejected("key-scheme-unknown", "passport keys are Ed25519 (scheme 1)");
        }
        if (key.size() != PublicKey.LENGTH) {
            throw malformed("a passport key has 32 bytes");
        }
        return PublicKey.of(key.toByteArray());
    }

    private static <M extends Message> M parse(Parser<M> parser, byte[] body) throws TransactionRejected {
        try {
            return CanonicalMessage.parse(parser, body);
        } catch (CanonicalMessage.NonCanonicalException e) {
            throw new TransactionRejected("non-canonical", String.valueOf(e.getMessage()));
        }
    }

    private static TransactionRejected malformed(String message) {
        return new TransactionRejected("malformed", message);
    }
}
