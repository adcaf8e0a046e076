package one.imago.chain.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.Header;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.block.TransactionsRoot;
import one.imago.chain.block.Vote;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.token.TokenBodies;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.ledger.Amount;
import one.imago.node.storage.InMemoryStorage;
import one.imago.node.storage.StorageException;
import org.junit.jupiter.api.Test;

class ChainCoreTest {
    private final Genesis genesis = TestChain.genesis(10, 3);

    private SignedTransaction transfer(long nonce, long units) {
        return TestChain.transfer(
                genesis, TestChain.DEV, nonce, TestChain.key(9).address(), units);
    }

    @Test
    void aBlockIsFinalOnceItsChildIsCertified() throws Exception {
        try (TestNode node = new TestNode(genesis, new InMemoryStorage())) {
            node.submit(transfer(0, 5));
            node.produce();
            assertThat(node.core.included(transfer(0, 5).txId())).isPresent();
            assertThat(node.core.head().fin().height()).isZero();

            node.produce();

            assertThat(node.core.head().fin().height()).isEqualTo(1);
            assertThat(node.core.included(transfer(0, 5).txId())).isEmpty();
            assertThat(node.core.store().place(transfer(0, 5).txId())).isPresent();
            node.core.store().finality(1).orElseThrow().verify(genesis.chainId(), genesis.producerSet());
            assertThat(node.core.store().finality(2)).isEmpty();
        }
    }

    @Test
    void aTransactionThatCannotBeAppliedIsLeftOutAndExplained() throws Exception {
        try (TestNode node = new TestNode(genesis, new InMemoryStorage())) {
            SignedTransaction tooMuch = transfer(0, Amount.ofTokens(2_000_000).units());
            node.submit(tooMuch);
            node.produce();

            assertThat(node.core.included(tooMuch.txId())).isEmpty();
            assertThat(node.mempool.waiting(tooMuch.txId())).isEmpty();
            assertThat(node.mempool.refusal(tooMuch.txId()).orElseThrow().code())
                    .isEqualTo("insufficient-funds");
            assertThat(node.core.nonce(TestChain.DEV.address())).isZero();
            assertThat(node.core.balance(TestChain.DEV.address())).isEqualTo(Amount.ofTokens(1_000_000));
        }
    }

    @Test
    void theFeeGoesToTheProducer() throws Exception {
        try (TestNode node = new TestNode(genesis, new InMemoryStorage())) {
            var body = TokenBodies.transfer(TestChain.key(9).address(), new Amount(5));
            node.submit(TestChain.sign(genesis, TestChain.DEV, 0, body, new Amount(1_000_000), 100));
            node.produce();

            assertThat(node.core.balance(TestChain.PRODUCER.address())).isEqualTo(new Amount(1_000_000));
            assertThat(node.core.balance(TestChain.DEV.address()).units())
                    .isEqualTo(Amount.ofTokens(1_000_000).units() - 1_000_005);
        }
    }

    @Test
    void anotherNodeFollowsFromBlocksAlone() throws Exception {
        try (TestNode producer = new TestNode(genesis, new InMemoryStorage());
                TestNode follower = new TestNode(genesis, new InMemoryStorage(), Optional.empty())) {
            for (int i = 0; i < 5; i++) {
                producer.submit(transfer(i, 5));
                Block block = producer.produce();
                assertThat(follower.receive(Block.decode(block.encode()))).isTrue();
            }
            assertThat(follower.core.head().hash())
                    .isEqualTo(producer.core.head().hash());
            // The last certificate is still with the producer.
            assertThat(follower.core.head().fin().height()).isEqualTo(3);
            assertThat(follower.stateRecomputes()).isTrue();
        }
    }

    @Test
    void refusesBlocksThatBreakARule() throws Exception {
        try (TestNode producer = new TestNode(genesis, new InMemoryStorage());
                TestNode follower = new TestNode(genesis, new InMemoryStorage(), Optional.empty())) {
            Block first = producer.produce();
            Header h = first.header();
            refused(
                    follower,
                    resign(with(h, h.round() + 1, h.timestampMillis(), Hash.sha256())),
                    "state-root-mismatch");
            refused(follower, resign(with(h, 0, h.timestampMillis(), h.stateRoot())), "block-invalid");
            refused(follower, resign(with(h, h.round(), 1, h.stateRoot())), "block-invalid");
            refused(
                    follower,
                    new Block(h, new byte[64], first.producerKey(), first.certificate(), first.transactions()),
                    "block-invalid");
            assertThat(follower.receive(first)).isTrue();
        }
    }

    private static void refused(TestNode node, Block block, String code) {
        assertThatThrownBy(() -> node.receive(block))
                .isInstanceOfSatisfying(
                        BlockRejected.class, e -> assertThat(e.code()).isEqualTo(code));
        assertThat(node.core.height()).isZero();
    }

    private static Header with(Header h, long round, long timestamp, Hash stateRoot) {
        return new Header(
                h.chainId(),
                h.protocol(),
                h.height(),
                round,
                h.parent(),
                timestamp,
                h.producer(),
                h.transactionsRoot(),
                stateRoot,
                h.producersHash(),
                h.certificateHash());
    }

    private static Block resign(Header header) {
        return new Block(
                header,
                TestChain.PRODUCER.sign(SignatureDomain.BLOCK, header.encode()),
                TestChain.PRODUCER.publicKey(),
                Optional.empty(),
                List.of());
    }

    @Test
    void refusesABlockWithAForgedTransaction() throws Exception {
        try (TestNode producer = new TestNode(genesis, new InMemoryStorage());
                TestNode follower = new TestNode(genesis, new InMemoryStorage(), Optional.empty())) {
            producer.submit(transfer(0, 5));
            Header h = producer.produce().header();
            byte[] forged = transfer(0, 5).encode();
            forged[forged.length - 1] ^= 1;
            List<byte[]> transactions = List.of(forged);
            Header header = new Header(
                    h.chainId(),
                    h.protocol(),
                    h.height(),
                    h.round(),
                    h.parent(),
                    h.timestampMillis(),
                    h.producer(),
                    TransactionsRoot.of(transactions),
                    h.stateRoot(),
                    h.producersHash(),
                    h.certificateHash());
            Block block = new Block(
                    header,
                    TestChain.PRODUCER.sign(SignatureDomain.BLOCK, header.encode()),
                    TestChain.PRODUCER.publicKey(),
                    Optional.empty(),
                    transactions);
            refused(follower, Block.decode(block.encode()), "transaction-invalid");
        }
    }

    @Test
    void aCertificateNeedsTheProducersVotesForThisBlock() throws Exception {
        try (TestNode producer = new TestNode(genesis, new InMemoryStorage())) {
            Header header = producer.produce().header();
            byte[] message = Vote.message(genesis.chainId(), header.hash(), header.height(), header.round());
            certificate(
                            header,
                            new Vote(
                                    TestChain.PRODUCER.publicKey(),
                                    TestChain.PRODUCER.sign(SignatureDomain.VOTE, message)))
                    .verify(genesis.chainId(), header, genesis.producerSet());
            List<Vote> bad = new ArrayList<>();
            bad.add(new Vote(TestChain.DEV.publicKey(), TestChain.DEV.sign(SignatureDomain.VOTE, message)));
            bad.add(new Vote(TestChain.PRODUCER.publicKey(), TestChain.PRODUCER.sign(SignatureDomain.BLOCK, message)));
            bad.add(new Vote(TestChain.PRODUCER.publicKey(), new byte[64]));
            for (Vote vote : bad) {
                assertThatThrownBy(() ->
                                certificate(header, vote).verify(genesis.chainId(), header, genesis.producerSet()))
                        .isInstanceOf(BlockRejected.class);
            }
        }
    }

    private static QuorumCertificate certificate(Header header, Vote vote) {
        return new QuorumCertificate(header.hash(), header.height(), header.round(), List.of(vote));
    }

    @Test
    void aFullDiskChangesNothingAndTheLedgerGoesOnAfterwards() throws Exception {
        RecordingStorage storage = new RecordingStorage();
        try (TestNode node = new TestNode(genesis, storage)) {
            node.submit(transfer(0, 5));
            node.produce();
            Hash head = node.core.head().hash();
            storage.full = true;

            assertThatThrownBy(node::produce).isInstanceOf(StorageException.class);
            assertThat(node.core.head().hash()).isEqualTo(head);
            var outcome = node.mempool.submit(List.of(transfer(1, 5).encode())).get(0);
            assertThat(outcome.error().orElseThrow().code()).isEqualTo("disk-full");
            assertThat(node.mempool.waiting(transfer(1, 5).txId())).isEmpty();

            storage.full = false;
            node.submit(transfer(1, 5));
            node.produce();
            node.produce();
            assertThat(node.core.nonce(TestChain.DEV.address())).isEqualTo(2);
            assertThat(node.stateRecomputes()).isTrue();
        }
    }

    @Test
    void finalityIsRetriedWhenItsWriteFailed() throws Exception {
        RecordingStorage storage = new RecordingStorage();
        try (TestNode node = new TestNode(genesis, storage)) {
            node.submit(transfer(0, 5));
            node.produce();
            // The block is stored; the write that would make its parent final is refused.
            storage.afterWrite = () -> storage.full = true;
            assertThatThrownBy(node::produce).isInstanceOf(StorageException.class);
            assertThat(node.core.head().fin().height()).isZero();
            assertThat(node.core.height()).isEqualTo(2);

            storage.afterWrite = () -> {};
            storage.full = false;
            node.core.advanceFinality();

            assertThat(node.core.head().fin().height()).isEqualTo(1);
            assertThat(node.stateRecomputes()).isTrue();
        }
    }

    @Test
    void refusesTheLedgerOfAnotherChain() throws Exception {
        InMemoryStorage storage = new InMemoryStorage();
        new TestNode(genesis, storage).close();

        assertThatThrownBy(() -> new TestNode(TestChain.genesis(20), storage))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("another chain's");
    }

    @Test
    void refusesAProducerKeyThatGenesisDoesNotName() {
        assertThatThrownBy(() -> new TestNode(genesis, new InMemoryStorage(), Optional.of(TestChain.DEV)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not one of the genesis's producers");
    }

    @Test
    void neverVotesAgainInARoundWhereItVoted() throws Exception {
        try (TestNode node = new TestNode(genesis, new InMemoryStorage())) {
            Block voted = node.produce();
            SafetyRecord safety = node.core.store().safety();
            Header h = voted.header();

            assertThat(safety.allows(voted)).isTrue();
            assertThat(safety.allows(resign(with(h, h.round(), h.timestampMillis() + 1, h.stateRoot()))))
                    .isFalse();
            assertThat(safety.allows(resign(with(h, h.round() + 1, h.timestampMillis(), h.stateRoot()))))
                    .isTrue();
            assertThat(SafetyRecord.decode(safety.encode())).isEqualTo(safety);
        }
    }
}
