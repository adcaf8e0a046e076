package one.imago.chain.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.proto.SyncAnswer;
import one.imago.chain.proto.SyncQuestion;
import one.imago.chain.sync.CatchUp;
import one.imago.chain.sync.RangeServer;
import one.imago.chain.sync.ServedBlocks;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.storage.InMemoryStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A follower's questions, one step at a time on a clock of the test's. */
class CatchUpTest {
    private static final String PROTOCOL = "/imago/ledger/1";

    private final Genesis genesis = TestChain.genesis(10);
    private final TestNetwork network = new TestNetwork(Runnable::run);
    private final TestClock clock = new TestClock();
    private final List<byte[]> unknown = new ArrayList<>();
    private final Deque<Runnable> owner = new ArrayDeque<>();
    private TestNode producer;
    private TestNode follower;
    private CatchUp catchUp;
    private int nonce;

    /** A node's chain as it is served. */
    private record Served(ChainCore core) implements ServedBlocks {
        @Override
        public long height() {
            return core.height();
        }

        @Override
        public long finalHeight() {
            return core.head().fin().height();
        }

        @Override
        public Optional<byte[]> encodedBlock(long height) {
            return core.store().block(height).or(() -> core.branchBlock(height)).map(Block::encode);
        }

        @Override
        public Optional<QuorumCertificate> tipCertificate(long height) {
            return core.highest().filter(certificate -> certificate.height() == height);
        }
    }

    /** A node's chain as it follows. */
    private record Followed(TestNode node) implements CatchUp.FollowedChain {
        @Override
        public long solidHeight() {
            return node.core.highest().map(QuorumCertificate::height).orElse(0L);
        }

        @Override
        public long finalHeight() {
            return node.core.head().fin().height();
        }

        @Override
        public boolean take(Block block) throws BlockRejected {
            return node.receive(block);
        }

        @Override
        public void certify(QuorumCertificate certificate) throws BlockRejected {
            node.agreement.certified(certificate);
            node.core.advanceFinality();
        }
    }

    @BeforeEach
    void open() throws Exception {
        producer = new TestNode(genesis, new InMemoryStorage());
        follower = new TestNode(genesis, new InMemoryStorage(), Optional.empty());
        TestNetwork.Peer peer = network.join("follower");
        catchUp = new CatchUp(genesis.chainId(), new Followed(follower), peer, clock, owner::add, unknown::add);
    }

    @AfterEach
    void close() {
        producer.close();
        follower.close();
    }

    private void serve(String name, TestNode node) {
        new RangeServer(genesis.chainId(), new Served(node.core), Runnable::run).serve(network.join(name));
        network.link("follower", name);
    }

    private List<SyncQuestion> questionsTo(String name, PeerNetwork.RequestHandler handler) {
        List<SyncQuestion> questions = new ArrayList<>();
        network.join(name).answer(PROTOCOL, (peer, question) -> {
            try {
                questions.add(SyncQuestion.parseFrom(question));
            } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
            return handler.answer(peer, question);
        });
        network.link("follower", name);
        return questions;
    }

    private void produce(int blocks) throws BlockRejected {
        for (int i = 0; i < blocks; i++) {
            producer.submit(TestChain.transfer(
                    genesis, TestChain.DEV, nonce++, TestChain.key(9).address(), 5));
            producer.produce();
        }
    }

    private void poll() {
        catchUp.poll();
        work();
    }

    private void work() {
        while (!owner.isEmpty()) {
            owner.remove().run();
        }
    }

    private void pollFor(int seconds) {
        for (int i = 0; i < seconds; i++) {
            poll();
            clock.millis += 1_000;
        }
    }

    private boolean isLevel() {
        return catchUp.isLevel(follower.core.height());
    }

    private void assertFollowed() {
        assertThat(follower.core.head().hash()).isEqualTo(producer.core.head().hash());
        assertThat(follower.core.head().fin()).isEqualTo(producer.core.head().fin());
        assertThat(follower.stateRecomputes()).isTrue();
        assertThat(isLevel()).isTrue();
    }

    @Test
    void fetchesAllThatItLacksInRangesAndIsAsFinalAsItsPeer() throws Exception {
        produce(520);
        serve("producer", producer);
        assertThat(isLevel()).isFalse();

        poll();

        assertThat(follower.core.height()).isEqualTo(520);
        assertFollowed();
    }

    @Test
    void asksAnotherWhenOneIsSilentAndTakesNothingTwice() throws Exception {
        produce(5);
        List<SyncQuestion> silent = questionsTo("a-silent", (peer, question) -> new CompletableFuture<>());
        serve("producer", producer);

        pollFor(22);

        assertFollowed();
        assertThat(silent).hasSize(1);
    }

    @Test
    void leavesALiarAloneAndIsNotHeldUpByItsClaims() throws Exception {
        produce(5);
        byte[] claim = SyncAnswer.newBuilder()
                .setHeight(1_000_000)
                .setFinalHeight(1_000_000)
                .build()
                .toByteArray();
        List<SyncQuestion> liar = questionsTo("a-liar", (peer, question) -> CompletableFuture.completedFuture(claim));
        serve("producer", producer);

        pollFor(300);

        assertFollowed();
        // It is asked at doubling distances.
        assertThat(liar).hasSizeBetween(2, 9);
    }

    @Test
    void dropsAPeerThatGivesWhatCannotBeValid() throws Exception {
        produce(3);
        Block first = producer.core.store().block(1L).orElseThrow();
        Block forged =
                new Block(first.header(), new byte[64], first.producerKey(), first.certificate(), first.transactions());
        List<SyncQuestion> forger = questionsTo(
                "a-forger",
                (peer, question) -> CompletableFuture.completedFuture(SyncAnswer.newBuilder()
                        .setHeight(1)
                        .addBlocks(ByteString.copyFrom(forged.encode()))
                        .build()
                        .toByteArray()));
        List<SyncQuestion> babbler =
                questionsTo("b-babbler", (peer, question) -> CompletableFuture.completedFuture(new byte[] {1, 2, 3}));
        List<SyncQuestion> flooder =
                questionsTo("c-flooder", (peer, question) -> CompletableFuture.completedFuture(new byte[4 << 20]));
        List<SyncQuestion> wrongRange = questionsTo(
                "d-other",
                (peer, question) -> CompletableFuture.completedFuture(SyncAnswer.newBuilder()
                        .setHeight(3)
                        .addBlocks(ByteString.copyFrom(
                                producer.core.branchBlock(3).orElseThrow().encode()))
                        .build()
                        .toByteArray()));
        serve("producer", producer);

        pollFor(300);

        assertFollowed();
        assertThat(forger).hasSize(1);
        assertThat(babbler).hasSize(1);
        assertThat(flooder).hasSize(1);
        assertThat(wrongRange).hasSize(1);
    }

    @Test
    void catchesUpAfterAnAbsenceThroughWhoeverHasTheBlocks() throws Exception {
        TestNode other = new TestNode(genesis, new InMemoryStorage(), Optional.empty());
        serve("producer", producer);
        produce(2);
        poll();
        assertFollowed();
        network.cut("follower", "producer");
        produce(20);
        for (long height = 1; height <= 22; height++) {
            other.receive(producer.core
                    .store()
                    .block(height)
                    .or(() -> producer.core.branchBlock(22))
                    .orElseThrow());
        }
        pollFor(100);
        assertThat(follower.core.height()).isEqualTo(2);
        // Nobody answers any more: it does not say that it is level.
        assertThat(isLevel()).isFalse();

        serve("other", other);
        pollFor(2);

        assertThat(follower.core.height()).isEqualTo(22);
        assertThat(follower.core.head().fin().height()).isEqualTo(20);
        network.link("follower", "producer");
        pollFor(4);
        assertFollowed();
        other.close();
    }

    @Test
    void aBlockAheadOfItsParentsMakesItAsk() throws Exception {
        serve("producer", producer);
        produce(4);

        catchUp.heard("producer", 4);
        work();

        assertFollowed();
    }

    @Test
    void tellsOfALaterProtocol() throws Exception {
        produce(1);
        Block block = producer.core.branchBlock(1).orElseThrow();
        byte[] header = one.imago.chain.proto.BlockHeader.parseFrom(
                        block.header().encode())
                .toBuilder()
                .setProtocol(2)
                .build()
                .toByteArray();
        byte[] later = one.imago.chain.proto.Block.parseFrom(block.encode()).toBuilder()
                .setHeader(ByteString.copyFrom(header))
                .build()
                .toByteArray();
        questionsTo(
                "newer",
                (peer, question) -> CompletableFuture.completedFuture(SyncAnswer.newBuilder()
                        .setHeight(1)
                        .addBlocks(ByteString.copyFrom(later))
                        .build()
                        .toByteArray()));

        poll();

        assertThat(unknown).hasSize(1);
        assertThat(follower.core.height()).isZero();
    }

    @Test
    void answersWithinBoundsAndOnlyItsOwnChain() throws Exception {
        produce(520);
        serve("producer", producer);
        PeerNetwork asker = network.join("asker");
        network.link("asker", "producer");

        SyncAnswer all = ask(asker, question(genesis, 1, Integer.MAX_VALUE));
        assertThat(all.getBlocksCount()).isEqualTo(512);
        assertThat(all.hasCertificate()).isFalse();
        assertThat(all.getHeight()).isEqualTo(520);
        assertThat(all.getFinalHeight()).isEqualTo(519);
        SyncAnswer one = ask(asker, question(genesis, 520, 1));
        assertThat(one.getBlocksCount()).isEqualTo(1);
        assertThat(one.hasCertificate()).isTrue();
        assertThat(ask(asker, question(genesis, 521, 1)).getBlocksCount()).isZero();
        assertThat(ask(asker, question(genesis, 1, 0)).getBlocksCount()).isZero();
        assertThat(asker.request("producer", PROTOCOL, question(TestChain.genesis(11), 1, 1))
                        .toCompletableFuture())
                .isCompletedExceptionally();
        assertThat(asker.request("producer", PROTOCOL, new byte[100]).toCompletableFuture())
                .isCompletedExceptionally();
    }

    private static byte[] question(Genesis genesis, long from, int maxBytes) {
        return SyncQuestion.newBuilder()
                .setChainId(ByteString.copyFrom(genesis.chainId().bytes()))
                .setFrom(from)
                .setMaxBytes(maxBytes)
                .build()
                .toByteArray();
    }

    private static SyncAnswer ask(PeerNetwork asker, byte[] question) throws Exception {
        return SyncAnswer.parseFrom(asker.request("producer", PROTOCOL, question)
                .toCompletableFuture()
                .join());
    }
}
