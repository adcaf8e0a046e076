package one.imago.chain.certificate;

import java.util.HashSet;
import java.util.Set;
import one.imago.chain.block.FinalityProof;
import one.imago.chain.block.Header;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.block.Vote;
import one.imago.chain.stake.ProducerSet;
import one.imago.chain.state.ProofRejected;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.crypto.SignatureVerifier;

/** Checks that a block is final: it and its direct child were each voted for by more than two thirds of the stake. */
final class FinalityCheck {
    private FinalityCheck() {}

    static void check(FinalityProof proof, Hash chainId, ProducerSet producers) throws ProofRejected {
        Header header = proof.header();
        Header child = proof.child();
        require(
                header.chainId().equals(chainId) && child.chainId().equals(chainId),
                "its headers are of another chain");
        require(header.height() > 0, "genesis itself proves nothing");
        require(
                child.height() == header.height() + 1
                        && child.parent().equals(header.hash())
                        && child.round() > header.round()
                        && child.timestampMillis() > header.timestampMillis(),
                "its second header is not the first one's child");
        require(
                child.certificateHash().equals(proof.certificate().hash()),
                "its votes are not those that the child's header names");
        votes(header, proof.certificate(), producers);
        votes(child, proof.childCertificate(), producers);
    }

    private static void votes(Header header, QuorumCertificate votes, ProducerSet producers) throws ProofRejected {
        Hash block = header.hash();
        require(
                votes.block().equals(block) && votes.height() == header.height() && votes.round() == header.round(),
                "its votes are for another block");
        require(
                header.producersHash().equals(producers.hash())
                        && producers.producer(header.producer()).isPresent(),
                "a block is not of the genesis's producers");
        byte[] message = Vote.message(header.chainId(), block, votes.height(), votes.round());
        Set<Address> voters = new HashSet<>();
        for (Vote vote : votes.votes()) {
            Address voter = vote.voter().address();
            require(producers.producer(voter).isPresent() && voters.add(voter), "a vote is not a producer's");
            require(
                    SignatureVerifier.verify(vote.voter(), SignatureDomain.VOTE, message, vote.signature()),
                    "the signature of the vote of " + voter + " does not hold");
        }
        require(producers.isQuorum(voters), "its votes are not of more than two thirds of the stake");
    }

    private static void require(boolean holds, String problem) throws ProofRejected {
        if (!holds) {
            throw new ProofRejected("the block is not proven to be final: " + problem);
        }
    }
}
