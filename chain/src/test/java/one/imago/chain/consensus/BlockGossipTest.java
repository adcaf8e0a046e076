package one.imago.chain.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import one.imago.chain.block.Block;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.block.Vote;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.proto.BlockHeader;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.crypto.SigningKey;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.storage.InMemoryStorage;
import org.junit.jupiter.api.Test;

class BlockGossipTest {
    private final Genesis genesis = TestChain.genesis(10);
    private final List<PeerNetwork.MessageHandler> handlers = new ArrayList<>();
    private final List<Block> received = new ArrayList<>();
    private final List<QuorumCertificate> certificates = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    /** Keeps who listens. */
    private final class Network implements PeerNetwork {
        @Override
        public Optional<String> address() {
            return Optional.empty();
        }

        @Override
        public List<Peer> peers() {
            return List.of();
        }

        @Override
        public void publish(String topic, byte[] message) {}

        @Override
        public void subscribe(String topic, MessageHandler handler) {
            handlers.add(handler);
        }

        @Override
        public CompletionStage<byte[]> request(String peerId, String protocol, byte[] question) {
            return CompletableFuture.failedFuture(new IOException("no peers"));
        }

        @Override
        public void answer(String protocol, RequestHandler handler) {}
    }

    /** Keeps what comes. */
    private final class Direct implements BlockGossip.Receiver {
        @Override
        public boolean later(Runnable task) {
            task.run();
            return true;
        }

        @Override
        public void block(String peerId, Block block) {
            received.add(block);
        }

        @Override
        public void certificate(QuorumCertificate certificate) {
            certificates.add(certificate);
        }
    }

    private static byte[] laterProtocol(Block block, SigningKey key) throws Exception {
        byte[] header = BlockHeader.parseFrom(block.header().encode()).toBuilder()
                .setProtocol(2)
                .build()
                .toByteArray();
        return one.imago.chain.proto.Block.parseFrom(block.encode()).toBuilder()
                .setHeader(ByteString.copyFrom(header))
                .setProducerKey(ByteString.copyFrom(key.publicKey().bytes()))
                .setSignature(ByteString.copyFrom(key.sign(SignatureDomain.BLOCK, header)))
                .build()
                .toByteArray();
    }

    @Test
    void passesOnBlocksAndStopsOnlyForAProducersLaterProtocol() throws Exception {
        new BlockGossip(new Network(), genesis.chainId(), genesis.producerSet()).listen(new Direct(), unknown::add);
        PeerNetwork.MessageHandler handler = handlers.get(0);
        try (TestNode node = new TestNode(genesis, new InMemoryStorage())) {
            Block block = node.core.produce(node.mempool);

            assertThat(handler.accept("peer", block.encode())).isTrue();
            assertThat(received).hasSize(1);
            assertThat(handler.accept("peer", new byte[] {1, 2, 3})).isFalse();
            assertThat(handler.accept("peer", laterProtocol(block, TestChain.DEV)))
                    .isFalse();
            assertThat(unknown).isEmpty();
            assertThat(handler.accept("peer", laterProtocol(block, TestChain.PRODUCER)))
                    .isFalse();
            assertThat(unknown).hasSize(1);
            assertThat(received).hasSize(1);
        }
    }

    @Test
    void passesOnOnlyWhatProducersSigned() throws Exception {
        new BlockGossip(new Network(), genesis.chainId(), genesis.producerSet()).listen(new Direct(), unknown::add);
        PeerNetwork.MessageHandler blocks = handlers.get(0);
        PeerNetwork.MessageHandler votes = handlers.get(1);
        try (TestNode node = new TestNode(genesis, new InMemoryStorage())) {
            Block block = node.core.produce(node.mempool);
            QuorumCertificate certificate = node.core.tipCertificate().orElseThrow();
            Block unsigned = new Block(
                    block.header(), new byte[64], block.producerKey(), block.certificate(), block.transactions());
            QuorumCertificate unvoted = new QuorumCertificate(
                    certificate.block(),
                    certificate.height(),
                    certificate.round(),
                    List.of(new Vote(TestChain.PRODUCER.publicKey(), new byte[64])));

            assertThat(blocks.accept("peer", unsigned.encode())).isFalse();
            assertThat(votes.accept("peer", unvoted.encode())).isFalse();
            assertThat(votes.accept("peer", new byte[] {1})).isFalse();
            assertThat(received).isEmpty();
            assertThat(certificates).isEmpty();
            assertThat(votes.accept("peer", certificate.encode())).isTrue();
            assertThat(certificates).extracting(QuorumCertificate::hash).containsExactly(certificate.hash());
        }
    }
}
