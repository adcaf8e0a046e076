package one.imago.passport.state;

import static one.imago.passport.state.Ledger.CHAIN;
import static one.imago.passport.state.Ledger.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.TransactionBody;
import one.imago.chain.transaction.TransactionKind;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;
import one.imago.node.crypto.SigningKey;
import one.imago.passport.Passport;
import one.imago.passport.PassportBodies;
import one.imago.passport.PassportTerms;
import one.imago.passport.proto.CreatePassport;
import one.imago.passport.proto.RotatePassport;
import org.junit.jupiter.api.Test;

class PassportStateModuleTest {
    private static final SigningKey HOLDER = key(1);
    private static final SigningKey NEXT = key(2);
    private static final SigningKey PAYER = key(3);
    private static final SigningKey STRANGER = key(4);

    private final Ledger ledger = new Ledger();

    @Test
    void aPassportIsMadeForAKeyThatSignedForIt() throws TransactionRejected {
        PassportTerms terms = new PassportTerms(
                Optional.of(Hash.sha256(new byte[] {2})),
                Optional.of(Hash.sha256(new byte[] {3})),
                Optional.of(key(9).publicKey()));

        Hash id = PassportBodies.passportId(
                ledger.apply(PAYER, PassportBodies.create(HOLDER, terms, CHAIN, PAYER.address())));

        assertThat(ledger.passport(id))
                .contains(new Passport(
                        id,
                        HOLDER.publicKey(),
                        terms.policyHash(),
                        terms.guardianRoot(),
                        terms.vetoKey(),
                        Passport.Status.ACTIVE,
                        0,
                        Optional.empty(),
                        0));
        assertThat(ledger.idOf(HOLDER.publicKey())).contains(id);
        assertThat(ledger.idOf(PAYER.publicKey())).isEmpty();
    }

    @Test
    void aKeyHasOnePassport() throws TransactionRejected {
        create(HOLDER);

        rejected("passport-key-taken", HOLDER, createBody(HOLDER, HOLDER));
    }

    @Test
    void nobodyEntersSomebodyElsesKey() {
        TransactionBody body = changedCreate(
                createBody(STRANGER, STRANGER),
                create -> create.setPassportKey(
                        ByteString.copyFrom(HOLDER.publicKey().bytes())));

        rejected("possession-unproven", STRANGER, body);
    }

    @Test
    void aCopiedCreateServesNobodyElse() {
        rejected("possession-unproven", STRANGER, createBody(HOLDER, PAYER));
    }

    @Test
    void aProofForAnotherChainServesNothing() {
        rejected(
                "possession-unproven",
                HOLDER,
                PassportBodies.create(HOLDER, PassportTerms.NONE, Hash.ZERO, HOLDER.address()));
    }

    @Test
    void rotationGivesThePassportToTheNextKey() throws TransactionRejected {
        Hash id = create(HOLDER);

        ledger.apply(HOLDER, PassportBodies.rotate(id, NEXT, 1, CHAIN));

        Passport rotated = ledger.passport(id).orElseThrow();
        assertThat(rotated.key()).isEqualTo(NEXT.publicKey());
        assertThat(rotated.keyEpoch()).isEqualTo(1);
        assertThat(ledger.idOf(NEXT.publicKey())).contains(id);
        rejected("passport-not-yours", HOLDER, PassportBodies.rotate(id, key(5), 2, CHAIN));
        rejected("passport-not-yours", HOLDER, PassportBodies.revoke(id));
        ledger.apply(NEXT, PassportBodies.rotate(id, key(5), 2, CHAIN));
    }

    @Test
    void aKeyThatSpokeOnceNeverSpeaksAgain() throws TransactionRejected {
        Hash id = create(HOLDER);
        ledger.apply(HOLDER, PassportBodies.rotate(id, NEXT, 1, CHAIN));

        rejected("passport-key-taken", NEXT, PassportBodies.rotate(id, HOLDER, 2, CHAIN));
        rejected("passport-key-taken", HOLDER, createBody(HOLDER, HOLDER));
        assertThat(ledger.idOf(HOLDER.publicKey())).contains(id);
    }

    @Test
    void rotationNeedsTheHolderAndTheNewKeyAndTheNextEpoch() throws TransactionRejected {
        Hash id = create(HOLDER);
        Hash other = create(STRANGER);
        TransactionBody good = PassportBodies.rotate(id, NEXT, 1, CHAIN);

        rejected("passport-not-yours", STRANGER, good);
        rejected("passport-not-yours", NEXT, good);
        rejected("key-epoch-stale", HOLDER, PassportBodies.rotate(id, NEXT, 0, CHAIN));
        rejected("key-epoch-stale", HOLDER, PassportBodies.rotate(id, NEXT, 2, CHAIN));
        rejected("possession-unproven", HOLDER, PassportBodies.rotate(id, NEXT, 1, Hash.ZERO));
        rejected(
                "possession-unproven",
                STRANGER,
                changedRotate(good, body -> body.setPassportId(ByteString.copyFrom(other.bytes()))));
        rejected(
                "possession-unproven",
                HOLDER,
                changedRotate(
                        good,
                        body -> body.setNewKey(
                                ByteString.copyFrom(key(7).publicKey().bytes()))));
        rejected("possession-unproven", HOLDER, changedRotate(good, RotatePassport.Builder::clearPossession));
        rejected("passport-unknown", HOLDER, PassportBodies.rotate(Hash.ZERO, NEXT, 1, CHAIN));
    }

    @Test
    void aRevokedPassportStaysRevoked() throws TransactionRejected {
        Hash id = create(HOLDER);

        ledger.apply(HOLDER, PassportBodies.revoke(id));

        assertThat(ledger.passport(id).orElseThrow().status()).isEqualTo(Passport.Status.REVOKED);
        rejected("passport-revoked", HOLDER, PassportBodies.revoke(id));
        rejected("passport-revoked", HOLDER, PassportBodies.rotate(id, NEXT, 1, CHAIN));
        rejected("passport-key-taken", HOLDER, createBody(HOLDER, HOLDER));
    }

    @Test
    void malformedBodiesHaveStableCodes() {
        TransactionBody good = createBody(HOLDER, HOLDER);

        rejected("schema-unknown", HOLDER, changedCreate(good, body -> body.setSchema(2)));
        rejected("key-scheme-unknown", HOLDER, changedCreate(good, body -> body.setKeyScheme(2)));
        rejected(
                "malformed",
                HOLDER,
                changedCreate(good, body -> body.setPassportKey(ByteString.copyFrom(new byte[31]))));
        rejected(
                "malformed",
                HOLDER,
                changedCreate(good, body -> body.setPolicyHash(ByteString.copyFrom(new byte[33]))));
        rejected("malformed", HOLDER, changedCreate(good, body -> body.setVetoKey(body.getPassportKey())));
        rejected("non-canonical", HOLDER, new TransactionBody(good.kind(), new byte[] {1}));
        rejected(
                "non-canonical",
                HOLDER,
                new TransactionBody(good.kind(), Arrays.copyOf(good.bytes(), good.bytes().length + 1)));
        rejected("malformed", HOLDER, new TransactionBody(PassportBodies.REVOKE, new byte[0]));
        rejected(
                "unknown-kind",
                HOLDER,
                new TransactionBody(new TransactionKind("passport", "create", 2), good.bytes()));
    }

    @Test
    void aKeyOfSmallOrderProvesNothing() {
        // The point of order 1: under lax rules every message has a signature by it.
        byte[] identity = new byte[PublicKey.LENGTH];
        identity[0] = 1;
        byte[] signature = new byte[64];
        signature[0] = 1;

        rejected(
                "possession-unproven",
                HOLDER,
                changedCreate(
                        createBody(HOLDER, HOLDER),
                        body -> body.setPassportKey(ByteString.copyFrom(identity))
                                .setPossession(ByteString.copyFrom(signature))));
    }

    private Hash create(SigningKey holder) throws TransactionRejected {
        return PassportBodies.passportId(ledger.apply(holder, createBody(holder, holder)));
    }

    private static TransactionBody createBody(SigningKey holder, SigningKey sender) {
        return PassportBodies.create(holder, PassportTerms.NONE, CHAIN, sender.address());
    }

    private void rejected(String code, SigningKey sender, TransactionBody body) {
        String before = ledger.state().dump();
        assertThatThrownBy(() -> ledger.apply(sender, body))
                .isInstanceOfSatisfying(
                        TransactionRejected.class, e -> assertThat(e.code()).isEqualTo(code));
        assertThat(ledger.state().dump()).isEqualTo(before);
    }

    private static TransactionBody changedCreate(TransactionBody good, UnaryOperator<CreatePassport.Builder> change) {
        try {
            CreatePassport.Builder body = CreatePassport.parseFrom(good.bytes()).toBuilder();
            return new TransactionBody(good.kind(), change.apply(body).build().toByteArray());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static TransactionBody changedRotate(TransactionBody good, UnaryOperator<RotatePassport.Builder> change) {
        try {
            RotatePassport.Builder body = RotatePassport.parseFrom(good.bytes()).toBuilder();
            return new TransactionBody(good.kind(), change.apply(body).build().toByteArray());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
