package one.imago.passport;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import one.imago.chain.transaction.TransactionBody;
import one.imago.chain.transaction.TransactionKind;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.KeyScheme;
import one.imago.node.crypto.SigningKey;
import one.imago.passport.proto.CreatePassport;
import one.imago.passport.proto.RevokePassport;
import one.imago.passport.proto.RotatePassport;

/** What a holder can ask of the passport module. Keys stay with the caller: only their signatures enter the bodies. */
public final class PassportBodies {
    public static final TransactionKind CREATE = new TransactionKind("passport", "create", 1);
    public static final TransactionKind ROTATE = new TransactionKind("passport", "rotate", 1);
    public static final TransactionKind REVOKE = new TransactionKind("passport", "revoke", 1);

    private static final byte[] ID_DOMAIN = "imago/passport-id/1\0".getBytes(StandardCharsets.US_ASCII);

    private PassportBodies() {}

    /**
     * A new passport for {@code key}.
     *
     * @param sender the account that will send it and pay the fee; need not be the key's own
     */
    public static TransactionBody create(SigningKey key, PassportTerms terms, Hash chainId, Address sender) {
        byte[] possession =
                Possession.toCreate(chainId, sender, key.publicKey()).sign(key);
        CreatePassport.Builder body = CreatePassport.newBuilder()
                .setSchema(Passport.SCHEMA)
                .setKeyScheme(KeyScheme.ED25519.code())
                .setPassportKey(ByteString.copyFrom(key.publicKey().bytes()))
                .setPossession(ByteString.copyFrom(possession));
        terms.policyHash().ifPresent(hash -> body.setPolicyHash(ByteString.copyFrom(hash.bytes())));
        terms.guardianRoot().ifPresent(root -> body.setGuardianRoot(ByteString.copyFrom(root.bytes())));
        terms.vetoKey().ifPresent(veto -> body.setVetoKey(ByteString.copyFrom(veto.bytes())));
        return new TransactionBody(CREATE, body.build().toByteArray());
    }

    /**
     * The passport's next key. Sent by the account of its present key.
     *
     * @param keyEpoch the epoch that begins: one more than the record's
     */
    public static TransactionBody rotate(Hash passportId, SigningKey newKey, long keyEpoch, Hash chainId) {
        byte[] possession = Possession.toRotate(chainId, passportId, newKey.publicKey(), keyEpoch)
                .sign(newKey);
        return new TransactionBody(
                ROTATE,
                RotatePassport.newBuilder()
                        .setPassportId(ByteString.copyFrom(passportId.bytes()))
                        .setKeyScheme(KeyScheme.ED25519.code())
                        .setNewKey(ByteString.copyFrom(newKey.publicKey().bytes()))
                        .setKeyEpoch(keyEpoch)
                        .setPossession(ByteString.copyFrom(possession))
                        .build()
                        .toByteArray());
    }

    /** Ends the passport for ever. Sent by the account of its present key. */
    public static TransactionBody revoke(Hash passportId) {
        return new TransactionBody(
                REVOKE,
                RevokePassport.newBuilder()
                        .setPassportId(ByteString.copyFrom(passportId.bytes()))
                        .build()
                        .toByteArray());
    }

    /** The id of the passport that a {@code passport/create} transaction makes. */
    public static Hash passportId(Hash createTxId) {
        return Hash.sha256(ID_DOMAIN, createTxId.bytes());
    }
}
