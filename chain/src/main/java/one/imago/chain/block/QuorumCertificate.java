package one.imago.chain.block;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import one.imago.chain.stake.ProducerSet;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.KeyScheme;
import one.imago.node.crypto.PublicKey;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.crypto.SignatureVerifier;

/**
 * Votes of more than two thirds of the stake for one block. Votes stand in ascending order of the voters' addresses, one
 * each.
 *
 * @param block hash of the block
 * @param height of the block
 * @param round of the block
 * @param votes at least one
 */
public record QuorumCertificate(Hash block, long height, long round, List<Vote> votes) {
    static final int MAX_SIZE = 16 * 1024;
    private static final byte[] DOMAIN = "imago/certificate/1\0".getBytes(StandardCharsets.US_ASCII);

    public QuorumCertificate {
        votes = List.copyOf(votes);
    }

    /** What the header of the next block commits to. */
    public Hash hash() {
        return Hash.sha256(DOMAIN, encode());
    }

    public byte[] encode() {
        return toMessage().toByteArray();
    }

    /**
     * Reads a certificate from a stranger's bytes; its votes are not verified.
     *
     * @throws BlockRejected {@code certificate-malformed}
     */
    public static QuorumCertificate decode(byte[] encoded) throws BlockRejected {
        try {
            return of(CanonicalMessage.parse(one.imago.chain.proto.QuorumCertificate.parser(), encoded, MAX_SIZE));
        } catch (NonCanonicalException e) {
            throw new BlockRejected("certificate-malformed", "not a certificate: " + e.getMessage());
        }
    }

    /**
     * Verifies every vote, that each voter is in the set, and that they are a quorum for this block.
     *
     * @throws BlockRejected {@code certificate-invalid}
     */
    public void verify(Hash chainId, Header certified, ProducerSet producers) throws BlockRejected {
        if (!block.equals(certified.hash()) || height != certified.height() || round != certified.round()) {
            throw new BlockRejected("certificate-invalid", "the certificate is for another block");
        }
        verify(chainId, producers);
    }

    /**
     * Verifies every vote and that they are a quorum for whatever block of this hash, height and round there is.
     *
     * @throws BlockRejected {@code certificate-invalid}
     */
    public void verify(Hash chainId, ProducerSet producers) throws BlockRejected {
        verify(chainId, producers, producers::isQuorum);
    }

    /**
     * Verifies every vote and that they are enough.
     *
     * @throws BlockRejected {@code certificate-invalid}
     */
    public void verify(Hash chainId, ProducerSet producers, Quorum quorum) throws BlockRejected {
        byte[] message = Vote.message(chainId, block, height, round);
        Set<Address> voters = new HashSet<>();
        for (Vote vote : votes) {
            Address voter = vote.voter().address();
            if (producers.producer(voter).isEmpty()
                    || !SignatureVerifier.verify(vote.voter(), SignatureDomain.VOTE, message, vote.signature())) {
                throw new BlockRejected("certificate-invalid", "a vote is not a producer's or its signature is wrong");
            }
            voters.add(voter);
        }
        if (!quorum.isReached(voters)) {
            throw new BlockRejected("certificate-invalid", "the votes are not more than two thirds of the stake");
        }
    }

    /** For messages that carry a certificate. */
    public one.imago.chain.proto.QuorumCertificate toMessage() {
        var builder = one.imago.chain.proto.QuorumCertificate.newBuilder()
                .setBlock(ByteString.copyFrom(block.bytes()))
                .setHeight(height)
                .setRound(round);
        for (Vote vote : votes) {
            builder.addVotes(vote.toMessage());
        }
        return builder.build();
    }

    /**
     * Reads a certificate out of a message whose encoding was found canonical; its votes are not verified.
     *
     * @throws BlockRejected {@code certificate-malformed}
     */
    public static QuorumCertificate of(one.imago.chain.proto.QuorumCertificate message) throws BlockRejected {
        if (message.getHeight() < 0
                || message.getRound() < 0
                || message.getVotesCount() == 0
                || message.getVotesCount() > ProducerSet.MAX_PRODUCERS) {
            throw new BlockRejected("certificate-malformed", "a field of the certificate is out of range");
        }
        List<Vote> votes = new ArrayList<>();
        for (one.imago.chain.proto.Vote vote : message.getVotesList()) {
            if (vote.getPublicKey().size() != KeyScheme.ED25519.publicKeyLength()
                    || vote.getSignature().size() != KeyScheme.ED25519.signatureLength()) {
                throw new BlockRejected("certificate-malformed", "a vote has no key or signature of Ed25519's length");
            }
            PublicKey voter = PublicKey.of(vote.getPublicKey().toByteArray());
            if (!votes.isEmpty()
                    && votes.get(votes.size() - 1).voter().address().compareTo(voter.address()) >= 0) {
                throw new BlockRejected("certificate-malformed", "the votes are not in order of address");
            }
            votes.add(new Vote(voter, vote.getSignature().toByteArray()));
        }
        return new QuorumCertificate(Header.hash(message.getBlock()), message.getHeight(), message.getRound(), votes);
    }
}
