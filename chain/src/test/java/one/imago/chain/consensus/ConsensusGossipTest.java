package one.imago.chain.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockVote;
import one.imago.chain.block.Proposal;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.block.Timeout;
import one.imago.chain.block.TimeoutVote;
import one.imago.chain.block.Vote;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.proto.BlockHeader;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.crypto.SigningKey;
import one.imago.node.storage.InMemoryStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsensusGossipTest {
    private final Genesis genesis = TestChain.genesis(10);
    private final TestNetwork.Peer peer = new TestNetwork(Runnable::run).join("node");
    private final List<Object> received = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private TestNode node;

    /** Keeps what comes. */
    private final class Kept implements ConsensusGossip.Receiver {
        @Override
        public boolean later(Runnable task) {
            task.run();
            return true;
        }

        @Override
        public void proposal(String peerId, Proposal proposal) {
            received.add(proposal);
        }

        @Override
        public void vote(BlockVote vote) {
            received.add(vote);
        }

        @Override
        public void certificate(QuorumCertificate certificate) {
            received.add(certificate);
        }

        @Override
        public void timeout(Timeout timeout) {
            received.add(timeout);
        }
    }

    @BeforeEach
    void open() throws Exception {
        node = new TestNode(genesis, new InMemoryStorage());
        new ConsensusGossip(peer, node.rules).listen(new Kept(), unknown::add);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private boolean hear(String name, byte[] message) {
        String topic = "/imago/" + genesis.chainId().hex().substring(0, 16) + "/" + name + "/1";
        return Objects.requireNonNull(peer.handlers.get(topic)).get(0).accept("peer", message);
    }

    private static byte[] laterProtocol(Block block, SigningKey key) throws Exception {
        byte[] header = BlockHeader.parseFrom(block.header().encode()).toBuilder()
                .setProtocol(2)
                .build()
                .toByteArray();
        byte[] later = one.imago.chain.proto.Block.parseFrom(block.encode()).toBuilder()
                .setHeader(ByteString.copyFrom(header))
                .setProducerKey(ByteString.copyFrom(key.publicKey().bytes()))
                .setSignature(ByteString.copyFrom(key.sign(SignatureDomain.BLOCK, header)))
                .build()
                .toByteArray();
        return one.imago.chain.proto.Proposal.newBuilder()
                .setBlock(ByteString.copyFrom(later))
                .build()
                .toByteArray();
    }

    @Test
    void passesOnBlocksAndStopsOnlyForAProducersLaterProtocol() throws Exception {
        Block block = node.produce();

        assertThat(hear("proposal", new Proposal(block, Optional.empty()).encode()))
                .isTrue();
        assertThat(received).hasSize(1);
        assertThat(hear("proposal", new byte[] {1, 2, 3})).isFalse();
        assertThat(hear("proposal", laterProtocol(block, TestChain.DEV))).isFalse();
        assertThat(unknown).isEmpty();
        assertThat(hear("proposal", laterProtocol(block, TestChain.PRODUCER))).isFalse();
        assertThat(unknown).hasSize(1);
        assertThat(received).hasSize(1);
    }

    @Test
    void passesOnOnlyWhatProducersSigned() {
        Block block = node.produce();
        QuorumCertificate certificate = node.core.highest().orElseThrow();
        Block unsigned =
                new Block(block.header(), new byte[64], block.producerKey(), block.certificate(), block.transactions());
        QuorumCertificate unvoted = new QuorumCertificate(
                certificate.block(),
                certificate.height(),
                certificate.round(),
                List.of(new Vote(TestChain.PRODUCER.publicKey(), new byte[64])));
        BlockVote vote = BlockVote.sign(TestChain.PRODUCER, genesis.chainId(), block);

        assertThat(hear("proposal", new Proposal(unsigned, Optional.empty()).encode()))
                .isFalse();
        assertThat(hear("certificate", unvoted.encode())).isFalse();
        assertThat(hear("certificate", new byte[] {1})).isFalse();
        assertThat(hear(
                        "vote",
                        BlockVote.sign(TestChain.DEV, genesis.chainId(), block).encode()))
                .isFalse();
        assertThat(hear("vote", new BlockVote(vote.block(), 9, 9, vote.vote()).encode()))
                .isFalse();
        assertThat(hear("timeout", timeout(TestChain.DEV).encode())).isFalse();
        assertThat(hear("timeout", new byte[] {1})).isFalse();
        assertThat(received).isEmpty();

        assertThat(hear("certificate", certificate.encode())).isTrue();
        assertThat(hear("vote", vote.encode())).isTrue();
        assertThat(hear("timeout", timeout(TestChain.PRODUCER).encode())).isTrue();
        assertThat(received).hasSize(3);
    }

    private Timeout timeout(SigningKey key) {
        return new Timeout(7, TimeoutVote.sign(key, genesis.chainId(), 7, 0), Optional.empty(), Optional.empty());
    }
}
