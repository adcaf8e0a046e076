package one.imago.chain.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.node.crypto.Hash;
import one.imago.node.service.ThreadExecutors;
import one.imago.node.storage.InMemoryStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole ledgers with their threads, linked in memory. */
class FollowerTest {
    private final Genesis genesis = TestChain.genesis(10);
    private final ThreadExecutors executors = new ThreadExecutors();
    private final ExecutorService wire = executors.singleThread("wire");
    private final TestNetwork network = new TestNetwork(wire);
    private final List<ChainService> nodes = new ArrayList<>();
    private int nonce;

    @TempDir
    Path directory;

    private ChainService producer;

    @BeforeEach
    void start() throws Exception {
        producer = TestChain.service(
                genesis,
                new InMemoryStorage(),
                executors,
                Clock.systemUTC(),
                directory,
                Optional.of(TestChain.PRODUCER),
                network.join("producer"));
        producer.start();
        nodes.add(producer);
    }

    private ChainService follow(String name) throws Exception {
        ChainService follower = TestChain.service(
                genesis,
                new InMemoryStorage(),
                executors,
                Clock.systemUTC(),
                directory,
                Optional.empty(),
                network.join(name));
        follower.start();
        nodes.add(follower);
        return follower;
    }

    @AfterEach
    void stop() throws Exception {
        for (ChainService node : nodes) {
            node.stop();
        }
        executors.close();
    }

    private SignedTransaction transfer() {
        return TestChain.transfer(
                genesis, TestChain.DEV, nonce++, TestChain.key(9).address(), 5);
    }

    private static void accept(ChainService node, SignedTransaction transaction) throws Exception {
        assertThat(node.submit(List.of(transaction.encode())).get(0).error()).isEmpty();
    }

    private static boolean isFinal(ChainService node, Hash txId) {
        return node.place(txId)
                .filter(place -> place.height() <= node.latest().height())
                .isPresent();
    }

    private static void awaitFinal(ChainService node, Hash txId) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        node.subscribe(block -> {
            if (isFinal(node, txId)) {
                done.countDown();
            }
        });
        assertThat(isFinal(node, txId) || done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aLateJoinerHasTheLedgerAndSaysSo() throws Exception {
        SignedTransaction last = transfer();
        for (int i = 0; i < 20; i++) {
            accept(producer, last);
            awaitFinal(producer, last.txId());
            last = transfer();
        }
        accept(producer, last);
        ChainService follower = follow("follower");
        assertThat(follower.isSynced()).isFalse();
        assertThat(producer.isSynced()).isTrue();

        network.link("producer", "follower");
        awaitFinal(follower, last.txId());

        assertThat(follower.isSynced()).isTrue();
        long height = follower.latest().height();
        assertThat(follower.latest())
                .isEqualTo(producer.block(height)
                        .map(block -> new one.imago.node.ledger.FinalBlock(
                                height,
                                block.hash(),
                                block.header().timestampMillis(),
                                block.header().stateRoot()))
                        .orElseThrow());
        assertThat(follower.verifyState().matches()).isTrue();
        follower.finality(height).orElseThrow().verify(genesis.chainId(), genesis.producerSet());
    }

    @Test
    void aTransactionReachesTheProducerThroughFollowersAndComesBackFinal() throws Exception {
        ChainService near = follow("near");
        ChainService far = follow("far");
        network.link("producer", "near");
        network.link("near", "far");
        SignedTransaction transaction = transfer();

        accept(far, transaction);

        awaitFinal(far, transaction.txId());
        awaitFinal(near, transaction.txId());
        assertThat(isFinal(producer, transaction.txId())).isTrue();
        assertThat(far.mempool().size()).isZero();
    }

    @Test
    void goesOnAfterAPartition() throws Exception {
        ChainService follower = follow("follower");
        network.link("producer", "follower");
        SignedTransaction before = transfer();
        accept(producer, before);
        awaitFinal(follower, before.txId());
        network.cut("producer", "follower");
        SignedTransaction during = transfer();
        accept(producer, during);
        awaitFinal(producer, during.txId());
        assertThat(follower.place(during.txId())).isEmpty();

        network.link("producer", "follower");

        awaitFinal(follower, during.txId());
        assertThat(follower.verifyState().matches()).isTrue();
    }
}
