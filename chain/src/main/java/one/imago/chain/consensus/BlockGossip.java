package one.imago.chain.consensus;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.stake.ProducerSet;
import one.imago.node.crypto.Hash;
import one.imago.node.peer.PeerNetwork;

/**
 * Blocks and certificates to and from peers. What is passed on was signed by producers; the owner thread judges the rest.
 * A few wait for it at a time, and what comes beyond those is fetched later if it was needed.
 */
final class BlockGossip {
    private static final int MAX_WAITING = 16;

    private final PeerNetwork network;
    private final Hash chainId;
    private final ProducerSet producers;
    private final String blocks;
    private final String certificates;
    private final Semaphore room = new Semaphore(MAX_WAITING);

    /** Takes what came, one after another. */
    interface Receiver {
        /** Runs {@code task} on the ledger's thread; false when it does not take any more. */
        boolean later(Runnable task);

        void block(String peerId, Block block);

        void certificate(QuorumCertificate certificate);
    }

    BlockGossip(PeerNetwork network, Hash chainId, ProducerSet producers) {
        this.network = network;
        this.chainId = chainId;
        this.producers = producers;
        String prefix = "/imago/" + chainId.hex().substring(0, 16);
        this.blocks = prefix + "/block/1";
        this.certificates = prefix + "/certificate/1";
    }

    void publish(Block block) {
        network.publish(blocks, block.encode());
    }

    /** Tells of a certificate before a block carries it, so that others see finality as early. */
    void publish(QuorumCertificate certificate) {
        network.publish(certificates, certificate.encode());
    }

    /**
     * @param unknownProtocol told when a producer signed a block of a protocol that this node does not know
     */
    void listen(Receiver receiver, Consumer<String> unknownProtocol) {
        network.subscribe(blocks, (peer, message) -> {
            try {
                Block block = Block.decode(message);
                return block.header().chainId().equals(chainId)
                        && producers.producer(block.header().producer()).isPresent()
                        && block.signatureHolds()
                        && pass(receiver, () -> receiver.block(peer, block));
            } catch (BlockRejected e) {
                if (e.code().equals("protocol-unknown")) {
                    judgeUnknown(message, e.getMessage(), unknownProtocol);
                }
                return false;
            }
        });
        network.subscribe(certificates, (peer, message) -> {
            try {
                QuorumCertificate certificate = QuorumCertificate.decode(message);
                certificate.verify(chainId, producers);
                return pass(receiver, () -> receiver.certificate(certificate));
            } catch (BlockRejected e) {
                return false;
            }
        });
    }

    /** Says so when a producer signed a block of a protocol that this node does not know. */
    void judgeUnknown(byte[] block, String problem, Consumer<String> unknownProtocol) {
        if (Block.isSignedByOneOf(producers, block)) {
            unknownProtocol.accept(problem);
        }
    }

    private boolean pass(Receiver receiver, Runnable task) {
        if (room.tryAcquire()) {
            boolean taken = receiver.later(() -> {
                try {
                    task.run();
                } finally {
                    room.release();
                }
            });
            if (!taken) {
                room.release();
            }
        }
        // Valid as far as this node can say, whether or not it has room for it now.
        return true;
    }
}
