package one.imago.chain.block;

import java.util.Optional;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;
import one.imago.node.crypto.Hash;

/**
 * A producer's message that it gave a round up.
 *
 * @param high the certificate of the vote's high round; empty when that is 0
 * @param previous how the round was entered, when the one before was given up too: so that who is behind follows
 */
public record Timeout(
        long round, TimeoutVote vote, Optional<QuorumCertificate> high, Optional<TimeoutCertificate> previous) {
    public static final int MAX_SIZE = 512 + QuorumCertificate.MAX_SIZE + TimeoutCertificate.MAX_SIZE;

    /** Whether its producer signed it. The certificates are not verified. */
    public boolean signatureHolds(Hash chainId) {
        return vote.holds(chainId, round);
    }

    public byte[] encode() {
        var message = one.imago.chain.proto.Timeout.newBuilder().setRound(round).setVote(vote.toMessage());
        high.ifPresent(certificate -> message.setHigh(certificate.toMessage()));
        previous.ifPresent(certificate -> message.setPrevious(certificate.toMessage()));
        return message.build().toByteArray();
    }

    /**
     * Reads a timeout from a stranger's bytes; nothing of it is verified.
     *
     * @throws BlockRejected {@code timeout-malformed}, or the code of a certificate
     */
    public static Timeout decode(byte[] encoded) throws BlockRejected {
        try {
            var message = CanonicalMessage.parse(one.imago.chain.proto.Timeout.parser(), encoded, MAX_SIZE);
            TimeoutVote vote = TimeoutVote.of(message.getVote());
            Optional<QuorumCertificate> high =
                    message.hasHigh() ? Optional.of(QuorumCertificate.of(message.getHigh())) : Optional.empty();
            Optional<TimeoutCertificate> previous = message.hasPrevious()
                    ? Optional.of(TimeoutCertificate.of(message.getPrevious()))
                    : Optional.empty();
            long highRound = high.map(QuorumCertificate::round).orElse(0L);
            if (message.getRound() < 1
                    || highRound != vote.highRound()
                    || highRound >= message.getRound()
                    || (previous.isPresent()
                            && (previous.get().round() + 1 != message.getRound()
                                    || previous.get().highRound() > highRound))) {
                throw new BlockRejected("timeout-malformed", "the parts of the timeout do not belong together");
            }
            return new Timeout(message.getRound(), vote, high, previous);
        } catch (NonCanonicalException e) {
            throw new BlockRejected("timeout-malformed", "not a timeout: " + e.getMessage());
        }
    }
}
