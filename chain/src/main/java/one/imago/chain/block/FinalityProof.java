package one.imago.chain.block;

import com.google.protobuf.ByteString;
import one.imago.chain.stake.ProducerSet;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;
import one.imago.node.crypto.Hash;

/**
 * That a block is final: more than two thirds voted for it, and again for its child in the very next round. A block that
 * became final with a descendant has no proof of its own: that of the descendant and the headers between prove it.
 *
 * @param header of the final block
 * @param certificate of the final block
 * @param child header of its child
 * @param childCertificate of the child
 */
public record FinalityProof(
        Header header, QuorumCertificate certificate, Header child, QuorumCertificate childCertificate) {
    public static final int MAX_SIZE = 2 * (Header.MAX_SIZE + QuorumCertificate.MAX_SIZE) + 64;

    public byte[] encode() {
        return one.imago.chain.proto.FinalityProof.newBuilder()
                .setHeader(ByteString.copyFrom(header.encode()))
                .setCertificate(certificate.toMessage())
                .setChildHeader(ByteString.copyFrom(child.encode()))
                .setChildCertificate(childCertificate.toMessage())
                .build()
                .toByteArray();
    }

    /**
     * Verifies the headers' link and every vote.
     *
     * @param chainId of the pinned genesis
     * @param producers who voted on both blocks, from the pinned genesis
     * @throws BlockRejected {@code finality-invalid} or {@code certificate-invalid}
     */
    public void verify(Hash chainId, ProducerSet producers) throws BlockRejected {
        Hash set = producers.hash();
        if (!header.chainId().equals(chainId)
                || !child.chainId().equals(chainId)
                || !child.parent().equals(header.hash())
                || child.height() != header.height() + 1
                || child.round() != header.round() + 1
                || child.timestampMillis() <= header.timestampMillis()
                || !child.certificateHash().equals(certificate.hash())
                || !header.producersHash().equals(set)
                || !child.producersHash().equals(set)
                || producers.producer(header.producer()).isEmpty()
                || producers.producer(child.producer()).isEmpty()) {
            throw new BlockRejected(
                    "finality-invalid", "the two headers are not a final block and its child on this chain");
        }
        certificate.verify(chainId, header, producers);
        childCertificate.verify(chainId, child, producers);
    }

    /**
     * Reads a proof from a stranger's bytes; nothing of it is verified.
     *
     * @throws BlockRejected {@code finality-malformed}, or the code of a header or certificate
     */
    public static FinalityProof decode(byte[] encoded) throws BlockRejected {
        one.imago.chain.proto.FinalityProof message;
        try {
            message = CanonicalMessage.parse(one.imago.chain.proto.FinalityProof.parser(), encoded, MAX_SIZE);
        } catch (NonCanonicalException e) {
            throw new BlockRejected("finality-malformed", "not a finality proof: " + e.getMessage());
        }
        return new FinalityProof(
                Header.decode(message.getHeader().toByteArray()),
                QuorumCertificate.of(message.getCertificate()),
                Header.decode(message.getChildHeader().toByteArray()),
                QuorumCertificate.of(message.getChildCertificate()));
    }
}
