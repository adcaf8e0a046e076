package one.imago.chain.consensus;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.BlockVote;
import one.imago.chain.block.Proposal;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.block.Timeout;
import one.imago.chain.stake.ProducerSet;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;
import one.imago.node.peer.PeerNetwork;

/**
 * Proposals, votes, certificates and timeouts to and from peers. What is passed on was signed by a producer; the owner
 * thread judges the rest. A few wait for it at a time, and what comes beyond those is lost, as any message may be.
 */
final class ConsensusGossip {
    private static final int MAX_WAITING = 256;
    private static final int MAX_WAITING_PROPOSALS = 16;

    private final PeerNetwork network;
    private final Hash chainId;
    private final ProducerSet producers;
    private final Certificates certificates;
    private final String prefix;
    private final Semaphore room = new Semaphore(MAX_WAITING);
    private final Semaphore proposalRoom = new Semaphore(MAX_WAITING_PROPOSALS);

    /** Takes what came, one after another. */
    interface Receiver {
        /** Runs {@code task} on the ledger's thread; false when it does not take any more. */
        boolean later(Runnable task);

        void proposal(String peerId, Proposal proposal);

        void vote(BlockVote vote);

        void certificate(QuorumCertificate certificate);

        void timeout(Timeout timeout);
    }

    /** Reads one message, and says what to do with it when it may be passed on. */
    private interface Reader {
        /**
         * @throws BlockRejected when it may not
         */
        Runnable read(String peerId, byte[] message) throws BlockRejected;
    }

    ConsensusGossip(PeerNetwork network, Rules rules) {
        this.network = network;
        this.chainId = rules.chainId();
        this.producers = rules.producers();
        this.certificates = rules.certificates();
        this.prefix = "/imago/" + chainId.hex().substring(0, 16);
    }

    private String topic(String name) {
        return prefix + "/" + name + "/1";
    }

    void publish(Proposal proposal) {
        network.publish(topic("proposal"), proposal.encode());
    }

    /** Floods it, though only the next leader needs it: who a producer's peer is, nobody knows. */
    void publish(BlockVote vote) {
        network.publish(topic("vote"), vote.encode());
    }

    /** Tells of a certificate before a block carries it, so that others see finality as early. */
    void publish(QuorumCertificate certificate) {
        network.publish(topic("certificate"), certificate.encode());
    }

    void publish(Timeout timeout) {
        network.publish(topic("timeout"), timeout.encode());
    }

    /**
     * @param unknownProtocol told when a producer signed a block of a protocol that this node does not know
     */
    void listen(Receiver receiver, Consumer<String> unknownProtocol) {
        subscribe("proposal", receiver, proposalRoom, (peer, message) -> {
            try {
                Proposal proposal = Proposal.decode(message);
                Block block = proposal.block();
                require(block.header().chainId().equals(chainId) && isProducer(block.producerKey()));
                require(block.signatureHolds());
                return () -> receiver.proposal(peer, proposal);
            } catch (BlockRejected e) {
                if (e.code().equals("protocol-unknown")) {
                    judgeUnknown(Proposal.blockOf(message), e.getMessage(), unknownProtocol);
                }
                throw e;
            }
        });
        subscribe("vote", receiver, room, (peer, message) -> {
            BlockVote vote = BlockVote.decode(message);
            require(isProducer(vote.vote().voter()) && vote.signatureHolds(chainId));
            return () -> receiver.vote(vote);
        });
        subscribe("certificate", receiver, room, (peer, message) -> {
            QuorumCertificate certificate = QuorumCertificate.decode(message);
            certificates.verify(certificate);
            return () -> receiver.certificate(certificate);
        });
        subscribe("timeout", receiver, room, (peer, message) -> {
            Timeout timeout = Timeout.decode(message);
            require(isProducer(timeout.vote().voter()) && timeout.signatureHolds(chainId));
            return () -> receiver.timeout(timeout);
        });
    }

    private boolean isProducer(PublicKey key) {
        return producers.producer(key.address()).isPresent();
    }

    private static void require(boolean holds) throws BlockRejected {
        if (!holds) {
            throw new BlockRejected("not-a-producer", "no producer of this chain signed it");
        }
    }

    private void subscribe(String name, Receiver receiver, Semaphore places, Reader reader) {
        network.subscribe(topic(name), (peer, message) -> {
            try {
                pass(receiver, places, reader.read(peer, message));
                return true;
            } catch (BlockRejected e) {
                return false;
            }
        });
    }

    private static void pass(Receiver receiver, Semaphore places, Runnable task) {
        if (places.tryAcquire()) {
            boolean taken = receiver.later(() -> {
                try {
                    task.run();
                } finally {
                    places.release();
                }
            });
            if (!taken) {
                places.release();
            }
        }
    }

    /** Says so when a producer signed a block of a protocol that this node does not know. */
    void judgeUnknown(byte[] block, String problem, Consumer<String> unknownProtocol) {
        if (Block.isSignedByOneOf(producers, block)) {
            unknownProtocol.accept(problem);
        }
    }
}
