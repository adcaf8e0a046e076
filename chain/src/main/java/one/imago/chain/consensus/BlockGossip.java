package one.imago.chain.consensus;

import java.util.function.Consumer;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.stake.ProducerSet;
import one.imago.node.crypto.Hash;
import one.imago.node.peer.PeerNetwork;

/** Blocks to and from peers. What a peer sends is only decoded here; the owner thread judges it. */
final class BlockGossip {
    private final PeerNetwork network;
    private final String topic;
    private final ProducerSet producers;

    BlockGossip(PeerNetwork network, Hash chainId, ProducerSet producers) {
        this.network = network;
        this.producers = producers;
        this.topic = "/imago/" + chainId.hex().substring(0, 16) + "/block/1";
    }

    void publish(Block block) {
        network.publish(topic, block.encode());
    }

    /**
     * @param receiver must not block
     * @param unknownProtocol told when a producer signed a block of a protocol that this node does not know
     */
    void listen(Consumer<Block> receiver, Consumer<String> unknownProtocol) {
        network.subscribe(topic, (peer, message) -> {
            try {
                Block block = Block.decode(message);
                receiver.accept(block);
                return block.signatureHolds();
            } catch (BlockRejected e) {
                if (e.code().equals("protocol-unknown") && Block.isSignedByOneOf(producers, message)) {
                    unknownProtocol.accept(e.getMessage());
                }
                return false;
            }
        });
    }
}
