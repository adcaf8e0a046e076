package one.imago.chain.block;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import one.imago.chain.stake.ProducerSet;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;

/**
 * More than two thirds of the stake gave a round up. The block of the next round must follow a certificate that is at
 * least as high as the highest that any of them had. It travels beside such a certificate: one that names a certificate
 * which nobody can show would end a round and let no block follow.
 *
 * @param votes ascending by voter address, one each
 */
public record TimeoutCertificate(long round, List<TimeoutVote> votes) {
    /** Longest encoding in bytes. */
    public static final int MAX_SIZE = 16 + ProducerSet.MAX_PRODUCERS * 128;

    public TimeoutCertificate {
        votes = List.copyOf(votes);
    }

    /** The highest certificate's round that a voter had. */
    public long highRound() {
        return votes.stream().mapToLong(TimeoutVote::highRound).max().orElse(0);
    }

    /**
     * Verifies every vote, that each voter is in the set, and that they are a quorum.
     *
     * @throws BlockRejected {@code timeout-invalid}
     */
    public void verify(Hash chainId, ProducerSet producers, Quorum quorum) throws BlockRejected {
        Set<Address> voters = new HashSet<>();
        for (TimeoutVote vote : votes) {
            Address voter = vote.voter().address();
            if (producers.producer(voter).isEmpty() || vote.highRound() >= round || !vote.holds(chainId, round)) {
                throw new BlockRejected("timeout-invalid", "a timeout is not a producer's or its signature is wrong");
            }
            voters.add(voter);
        }
        if (!quorum.isReached(voters)) {
            throw new BlockRejected("timeout-invalid", "the timeouts are not more than two thirds of the stake");
        }
    }

    one.imago.chain.proto.TimeoutCertificate toMessage() {
        var message = one.imago.chain.proto.TimeoutCertificate.newBuilder().setRound(round);
        votes.forEach(vote -> message.addVotes(vote.toMessage()));
        return message.build();
    }

    static TimeoutCertificate of(one.imago.chain.proto.TimeoutCertificate message) throws BlockRejected {
        if (message.getRound() < 1
                || message.getVotesCount() == 0
                || message.getVotesCount() > ProducerSet.MAX_PRODUCERS) {
            throw new BlockRejected("timeout-malformed", "a field of the timeout certificate is out of range");
        }
        List<TimeoutVote> votes = new ArrayList<>();
        for (one.imago.chain.proto.TimeoutVote each : message.getVotesList()) {
            TimeoutVote vote = TimeoutVote.of(each);
            if (!votes.isEmpty()
                    && votes.get(votes.size() - 1)
                                    .voter()
                                    .address()
                                    .compareTo(vote.voter().address())
                            >= 0) {
                throw new BlockRejected("timeout-malformed", "the timeouts are not in order of address");
            }
            votes.add(vote);
        }
        return new TimeoutCertificate(message.getRound(), votes);
    }
}
