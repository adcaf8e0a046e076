package one.imago.chain.block;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import one.imago.chain.proto.BlockHeader;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;

/**
 * What a block's hash covers.
 *
 * @param chainId hash of the genesis
 * @param protocol rules that the block follows; 1 until an upgrade
 * @param height above genesis
 * @param round in which it was produced; above its parent's
 * @param parent hash of the parent; zero at genesis
 * @param timestampMillis milliseconds since 1970; above its parent's
 * @param producer who made it
 * @param transactionsRoot over the transactions in order
 * @param stateRoot after the block
 * @param producersHash of the producer set that votes on this block
 * @param certificateHash of the certificate of the parent; zero for genesis and its child
 */
public record Header(
        Hash chainId,
        int protocol,
        long height,
        long round,
        Hash parent,
        long timestampMillis,
        Address producer,
        Hash transactionsRoot,
        Hash stateRoot,
        Hash producersHash,
        Hash certificateHash) {
    public static final int FORMAT = 1;

    /** The protocol that this code knows. A header of a later one stops the node before it. */
    public static final int PROTOCOL = 1;

    static final int MAX_SIZE = 512;
    private static final byte[] DOMAIN = "imago/block-hash/1\0".getBytes(StandardCharsets.US_ASCII);

    public byte[] encode() {
        return BlockHeader.newBuilder()
                .setFormat(FORMAT)
                .setChainId(bytes(chainId))
                .setProtocol(protocol)
                .setHeight(height)
                .setRound(round)
                .setParent(bytes(parent))
                .setTimestampMillis(timestampMillis)
                .setProducer(ByteString.copyFrom(producer.bytes()))
                .setTransactionsRoot(bytes(transactionsRoot))
                .setStateRoot(bytes(stateRoot))
                .setProducersHash(bytes(producersHash))
                .setCertificateHash(bytes(certificateHash))
                .build()
                .toByteArray();
    }

    /** The block's hash. */
    public Hash hash() {
        return Hash.sha256(DOMAIN, encode());
    }

    /**
     * Reads a header from a stranger's bytes.
     *
     * @throws BlockRejected {@code header-malformed}, or {@code protocol-unknown} for a header of a later protocol
     */
    public static Header decode(byte[] encoded) throws BlockRejected {
        BlockHeader fields;
        try {
            fields = CanonicalMessage.parse(BlockHeader.parser(), encoded, MAX_SIZE);
        } catch (NonCanonicalException e) {
            throw new BlockRejected("header-malformed", "not a block header: " + e.getMessage());
        }
        if (fields.getFormat() != FORMAT || fields.getProtocol() != PROTOCOL) {
            throw new BlockRejected(
                    "protocol-unknown",
                    "the header is of format " + fields.getFormat() + ", protocol " + fields.getProtocol()
                            + "; this node knows format " + FORMAT + ", protocol " + PROTOCOL);
        }
        if (fields.getHeight() < 0
                || fields.getRound() < 0
                || fields.getTimestampMillis() < 0
                || fields.getProducer().size() != Address.LENGTH) {
            throw new BlockRejected("header-malformed", "a field of the header is out of range");
        }
        return new Header(
                hash(fields.getChainId()),
                fields.getProtocol(),
                fields.getHeight(),
                fields.getRound(),
                hash(fields.getParent()),
                fields.getTimestampMillis(),
                Address.of(fields.getProducer().toByteArray()),
                hash(fields.getTransactionsRoot()),
                hash(fields.getStateRoot()),
                hash(fields.getProducersHash()),
                hash(fields.getCertificateHash()));
    }

    private static ByteString bytes(Hash hash) {
        return ByteString.copyFrom(hash.bytes());
    }

    static Hash hash(ByteString bytes) throws BlockRejected {
        if (bytes.size() != Hash.LENGTH) {
            throw new BlockRejected("header-malformed", "a hash has 32 bytes, not " + bytes.size());
        }
        return Hash.of(bytes.toByteArray());
    }
}
