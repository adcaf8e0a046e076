package one.imago.chain.block;

import com.google.protobuf.ByteString;
import java.util.Optional;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;

/**
 * A block as its producer sends it round.
 *
 * @param timeout that the round before was given up; empty when the block's certificate is of that round
 */
public record Proposal(Block block, Optional<TimeoutCertificate> timeout) {
    /** Below what one message between peers holds, 1 MiB. */
    public static final int MAX_SIZE = Block.MAX_SIZE + TimeoutCertificate.MAX_SIZE + 64;

    public byte[] encode() {
        var message = one.imago.chain.proto.Proposal.newBuilder().setBlock(ByteString.copyFrom(block.encode()));
        timeout.ifPresent(certificate -> message.setTimeout(certificate.toMessage()));
        return message.build().toByteArray();
    }

    /** The encoded block of a proposal whose block this node may not be able to read; empty for what is none. */
    public static byte[] blockOf(byte[] encoded) {
        try {
            return CanonicalMessage.parse(one.imago.chain.proto.Proposal.parser(), encoded, MAX_SIZE)
                    .getBlock()
                    .toByteArray();
        } catch (NonCanonicalException e) {
            return new byte[0];
        }
    }

    /**
     * Reads a proposal from a stranger's bytes; no signature is verified.
     *
     * @throws BlockRejected {@code proposal-malformed}, or the code of the block or the certificate
     */
    public static Proposal decode(byte[] encoded) throws BlockRejected {
        try {
            var message = CanonicalMessage.parse(one.imago.chain.proto.Proposal.parser(), encoded, MAX_SIZE);
            Block block = Block.decode(message.getBlock().toByteArray());
            if (!message.hasTimeout()) {
                return new Proposal(block, Optional.empty());
            }
            TimeoutCertificate timeout = TimeoutCertificate.of(message.getTimeout());
            long certified = block.certificate().map(QuorumCertificate::round).orElse(0L);
            if (timeout.round() + 1 != block.header().round() || timeout.highRound() > certified) {
                throw new BlockRejected(
                        "proposal-malformed",
                        "the timeouts are not of the round before the block's, or name a higher certificate than it");
            }
            return new Proposal(block, Optional.of(timeout));
        } catch (NonCanonicalException e) {
            throw new BlockRejected("proposal-malformed", "not a proposal: " + e.getMessage());
        }
    }
}
