package one.imago.chain.block;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import one.imago.chain.stake.ProducerSet;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.KeyScheme;
import one.imago.node.crypto.PublicKey;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.crypto.SignatureVerifier;

/**
 * A header with its producer's signature, the certificate of the parent and the transactions in order, as they travel.
 * The hash is the header's.
 */
public final class Block {
    /** Longest encoding in bytes; with room for its frame it fits into one message between peers (1 MiB). */
    public static final int MAX_SIZE = 1_000_000;

    public static final int MAX_TRANSACTIONS = 5_000;

    private final Header header;
    private final Hash hash;
    private final byte[] signature;
    private final PublicKey producerKey;
    private final Optional<QuorumCertificate> certificate;
    private final List<byte[]> transactions;

    public Block(
            Header header,
            byte[] signature,
            PublicKey producerKey,
            Optional<QuorumCertificate> certificate,
            List<byte[]> transactions) {
        this.header = header;
        this.hash = header.hash();
        this.signature = signature.clone();
        this.producerKey = producerKey;
        this.certificate = certificate;
        this.transactions = List.copyOf(transactions);
    }

    public Header header() {
        return header;
    }

    public Hash hash() {
        return hash;
    }

    public byte[] signature() {
        return signature.clone();
    }

    public PublicKey producerKey() {
        return producerKey;
    }

    /** Whether the producer named in the header signed it, under the block domain. */
    public boolean signatureHolds() {
        return SignatureVerifier.verify(producerKey, SignatureDomain.BLOCK, header.encode(), signature);
    }

    /** The certificate of the parent; none in genesis and its child. */
    public Optional<QuorumCertificate> certificate() {
        return certificate;
    }

    /** Encoded signed transactions; not to be modified. */
    public List<byte[]> transactions() {
        return transactions;
    }

    public byte[] encode() {
        var builder = one.imago.chain.proto.Block.newBuilder()
                .setHeader(ByteString.copyFrom(header.encode()))
                .setSignature(ByteString.copyFrom(signature))
                .setProducerKey(ByteString.copyFrom(producerKey.bytes()));
        certificate.ifPresent(c -> builder.setCertificate(c.toMessage()));
        for (byte[] transaction : transactions) {
            builder.addTransactions(ByteString.copyFrom(transaction));
        }
        return builder.build().toByteArray();
    }

    /**
     * Whether one of these producers signed a block whose header need not be of a known protocol. A header that nobody
     * can be held to must not stop a node.
     */
    public static boolean isSignedByOneOf(ProducerSet producers, byte[] encoded) {
        try {
            var message = CanonicalMessage.parse(one.imago.chain.proto.Block.parser(), encoded, MAX_SIZE);
            if (message.getProducerKey().size() != KeyScheme.ED25519.publicKeyLength()) {
                return false;
            }
            PublicKey key = PublicKey.of(message.getProducerKey().toByteArray());
            return producers.producer(key.address()).isPresent()
                    && SignatureVerifier.verify(
                            key,
                            SignatureDomain.BLOCK,
                            message.getHeader().toByteArray(),
                            message.getSignature().toByteArray());
        } catch (NonCanonicalException e) {
            return false;
        }
    }

    /**
     * Reads a block from a stranger's bytes and checks what it can without a state: encoding, limits, and that header,
     * transactions, certificate and producer key belong together. Signatures are not verified.
     *
     * @throws BlockRejected with the code {@code block-malformed}, or that of its header or certificate
     */
    public static Block decode(byte[] encoded) throws BlockRejected {
        one.imago.chain.proto.Block message;
        try {
            message = CanonicalMessage.parse(one.imago.chain.proto.Block.parser(), encoded, MAX_SIZE);
        } catch (NonCanonicalException e) {
            throw new BlockRejected("block-malformed", "not a block: " + e.getMessage());
        }
        Header header = Header.decode(message.getHeader().toByteArray());
        if (message.getProducerKey().size() != KeyScheme.ED25519.publicKeyLength()
                || message.getSignature().size() != KeyScheme.ED25519.signatureLength()
                || message.getTransactionsCount() > MAX_TRANSACTIONS) {
            throw new BlockRejected("block-malformed", "a field of the block is out of range");
        }
        PublicKey producerKey = PublicKey.of(message.getProducerKey().toByteArray());
        Optional<QuorumCertificate> certificate = message.hasCertificate()
                ? Optional.of(QuorumCertificate.of(message.getCertificate()))
                : Optional.empty();
        List<byte[]> transactions = message.getTransactionsList().stream()
                .map(ByteString::toByteArray)
                .toList();
        if (!producerKey.address().equals(header.producer())
                || !TransactionsRoot.of(transactions).equals(header.transactionsRoot())
                || !certificate.map(QuorumCertificate::hash).orElse(Hash.ZERO).equals(header.certificateHash())) {
            throw new BlockRejected("block-malformed", "the block's parts are not those that its header names");
        }
        return new Block(header, message.getSignature().toByteArray(), producerKey, certificate, transactions);
    }
}
