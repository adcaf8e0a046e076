package one.imago.chain.transaction;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import one.imago.chain.proto.TransactionPayload;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.KeyScheme;
import one.imago.node.crypto.PublicKey;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.crypto.SignatureVerifier;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.UnsignedTransaction;

/**
 * A transaction as it travels: payload, key, signature. One that exists is canonical, of the known format and protocol,
 * and its sender is the address of its key; whether the signature holds is asked of {@link #signatureHolds}. Immutable.
 */
public final class SignedTransaction {
    /** Longest encoding in bytes. */
    public static final int MAX_SIZE = 32 * 1024;

    private static final int MAX_NAME_LENGTH = 40;

    private final byte[] encoded;
    private final byte[] payload;
    private final Hash txId;
    private final Hash chainId;
    private final TransactionKind kind;
    private final Address sender;
    private final PublicKey publicKey;
    private final byte[] signature;
    private final long nonce;
    private final Amount feeLimit;
    private final long expiry;
    private final byte[] body;

    private SignedTransaction(
            byte[] encoded, byte[] payload, TransactionPayload fields, PublicKey publicKey, byte[] signature) {
        this.encoded = encoded;
        this.payload = payload;
        this.txId = TransactionDraft.id(payload);
        this.chainId = Hash.of(fields.getChainId().toByteArray());
        this.kind = new TransactionKind(fields.getModule(), fields.getKind(), fields.getVersion());
        this.sender = Address.of(fields.getSender().toByteArray());
        this.publicKey = publicKey;
        this.signature = signature;
        this.nonce = fields.getNonce();
        this.feeLimit = new Amount(fields.getFeeLimit());
        this.expiry = fields.getExpiry();
        this.body = fields.getBody().toByteArray();
    }

    /**
     * Reads what a stranger sent.
     *
     * @throws TransactionRejected {@code too-large}, {@code non-canonical}, {@code format-unknown}, {@code
     *     protocol-unknown}, {@code key-invalid}, {@code sender-mismatch} or {@code field-invalid}
     */
    public static SignedTransaction decode(byte[] encoded) throws TransactionRejected {
        if (encoded.length > MAX_SIZE) {
            throw new TransactionRejected(
                    "too-large", "a transaction has at most " + MAX_SIZE + " bytes, this one has " + encoded.length);
        }
        one.imago.chain.proto.SignedTransaction outer;
        TransactionPayload fields;
        byte[] payload;
        try {
            outer = CanonicalMessage.parse(one.imago.chain.proto.SignedTransaction.parser(), encoded, MAX_SIZE);
            payload = outer.getPayload().toByteArray();
            fields = CanonicalMessage.parse(TransactionPayload.parser(), payload, MAX_SIZE);
        } catch (NonCanonicalException e) {
            throw new TransactionRejected("non-canonical", "not a canonical transaction: " + e.getMessage());
        }
        checkFields(fields);
        if (outer.getPublicKey().size() != KeyScheme.ED25519.publicKeyLength()
                || outer.getSignature().size() != KeyScheme.ED25519.signatureLength()) {
            throw new TransactionRejected("key-invalid", "an Ed25519 key has 32 bytes and its signature 64");
        }
        PublicKey key = PublicKey.of(outer.getPublicKey().toByteArray());
        if (!Arrays.equals(key.address().bytes(), fields.getSender().toByteArray())) {
            throw new TransactionRejected("sender-mismatch", "the sender is not the address of the signing key");
        }
        return new SignedTransaction(
                encoded.clone(), payload, fields, key, outer.getSignature().toByteArray());
    }

    private static void checkFields(TransactionPayload fields) throws TransactionRejected {
        if (fields.getFormat() != TransactionDraft.FORMAT) {
            throw new TransactionRejected("format-unknown", "transaction format 1 is the only one known");
        }
        if (fields.getProtocol() != TransactionDraft.PROTOCOL) {
            throw new TransactionRejected("protocol-unknown", "protocol 1 is the only one active on this chain");
        }
        if (fields.getKeyScheme() != KeyScheme.ED25519.code()) {
            throw new TransactionRejected("key-invalid", "key scheme 1 (Ed25519) is the only one known");
        }
        boolean shapes = fields.getChainId().size() == Hash.LENGTH
                && fields.getSender().size() == Address.LENGTH
                && isName(fields.getModule())
                && isName(fields.getKind())
                && fields.getVersion() > 0
                && fields.getNonce() >= 0
                && fields.getFeeLimit() >= 0
                && fields.getExpiry() > 0;
        if (!shapes) {
            throw new TransactionRejected(
                    "field-invalid",
                    "chain id, sender, module, kind, version, nonce, fee limit or expiry is out of range");
        }
    }

    private static boolean isName(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
                return false;
            }
        }
        return true;
    }

    /**
     * Joins a payload and its signature, made elsewhere.
     *
     * @throws TransactionRejected when together they are not a transaction; the signature itself is not verified
     */
    public static SignedTransaction of(UnsignedTransaction unsigned, PublicKey key, byte[] signature)
            throws TransactionRejected {
        return decode(one.imago.chain.proto.SignedTransaction.newBuilder()
                .setPayload(ByteString.copyFrom(unsigned.payload()))
                .setPublicKey(ByteString.copyFrom(key.bytes()))
                .setSignature(ByteString.copyFrom(signature))
                .build()
                .toByteArray());
    }

    /**
     * Signs a payload.
     *
     * @throws IllegalArgumentException when the payload is no transaction of this key's account
     */
    public static SignedTransaction sign(UnsignedTransaction unsigned, SigningKey key) {
        byte[] payload = unsigned.payload();
        try {
            return of(unsigned, key.publicKey(), key.sign(SignatureDomain.TRANSACTION, payload));
        } catch (TransactionRejected e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Verifies the signature; costs tens of microseconds. */
    public boolean signatureHolds() {
        return SignatureVerifier.verify(publicKey, SignatureDomain.TRANSACTION, payload, signature);
    }

    /** The bytes that travel. */
    public byte[] encode() {
        return encoded.clone();
    }

    /** Length of {@link #encode} in bytes. */
    public int size() {
        return encoded.length;
    }

    /** The exact bytes that were signed. */
    public byte[] payload() {
        return payload.clone();
    }

    /** Covers everything but the signature. */
    public Hash txId() {
        return txId;
    }

    public Hash chainId() {
        return chainId;
    }

    public TransactionKind kind() {
        return kind;
    }

    public Address sender() {
        return sender;
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    public byte[] signature() {
        return signature.clone();
    }

    public long nonce() {
        return nonce;
    }

    public Amount feeLimit() {
        return feeLimit;
    }

    /** Last height at which it may be included. */
    public long expiry() {
        return expiry;
    }

    public byte[] body() {
        return body.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedTransaction tx && Arrays.equals(encoded, tx.encoded);
    }

    @Override
    public int hashCode() {
        return txId.hashCode();
    }

    @Override
    public String toString() {
        return kind + " " + txId;
    }
}
