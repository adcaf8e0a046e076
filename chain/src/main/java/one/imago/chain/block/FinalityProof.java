package one.imago.chain.block;

import com.google.protobuf.ByteString;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;

/**
 * That a block is final: more than two thirds voted for it, and again for its direct child.
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
