package one.imago.chain.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import one.imago.chain.block.FinalityProof;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.state.StateView;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.node.ledger.Amount;
import one.imago.node.service.ThreadExecutors;
import one.imago.node.storage.InMemoryStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainServiceTest {
    private final Genesis genesis = TestChain.genesis(10);
    private final InMemoryStorage storage = new InMemoryStorage();
    private final ThreadExecutors executors = new ThreadExecutors();

    @TempDir
    Path directory;

    private ChainService chain;

    @BeforeEach
    void start() throws Exception {
        chain = TestChain.service(genesis, storage, executors, Clock.systemUTC(), directory);
        chain.start();
    }

    @AfterEach
    void stop() throws Exception {
        chain.stop();
        executors.close();
    }

    private void restart() throws Exception {
        chain.stop();
        chain = TestChain.service(genesis, storage, executors, Clock.systemUTC(), directory);
        chain.start();
    }

    private SignedTransaction transfer(long nonce, long units) {
        return TestChain.transfer(
                genesis, TestChain.DEV, nonce, TestChain.key(9).address(), units);
    }

    private void submitUntilFinal(SignedTransaction transaction) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        chain.subscribe(block -> chain.place(transaction.txId())
                .filter(place -> place.height() <= block.height())
                .ifPresent(place -> done.countDown()));
        assertThat(chain.submit(List.of(transaction.encode())).get(0).error()).isEmpty();
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void makesATransferFinalAndProvesIt() throws Exception {
        submitUntilFinal(transfer(0, 500));

        assertThat(chain.account(TestChain.key(9).address()).balance()).isEqualTo(new Amount(500));
        assertThat(chain.account(TestChain.DEV.address()).nonce()).isEqualTo(1);
        byte[] key = accountKey(TestChain.key(9).address().bytes());
        try (StateView view = chain.openFinal()) {
            FinalityProof proof = chain.finality(view.height()).orElseThrow();
            proof.verify(genesis.chainId(), genesis.producerSet());
            assertThat(FinalityProof.decode(proof.encode()).header()).isEqualTo(proof.header());
            assertThat(proof.header().stateRoot()).isEqualTo(view.stateRoot());
            assertThat(view.prove("token", key).verify(view.stateRoot(), "token", key))
                    .contains(view.module("token").get(key));
            key[1] ^= 1;
            assertThat(view.prove("token", key).verify(view.stateRoot(), "token", key))
                    .isEmpty();
            assertThat(view.prove("nothing", key).verify(view.stateRoot(), "nothing", key))
                    .isEmpty();
        }
        assertThat(chain.verifyState().matches()).isTrue();
    }

    private static byte[] accountKey(byte[] address) {
        byte[] key = new byte[21];
        key[0] = 'a';
        System.arraycopy(address, 0, key, 1, 20);
        return key;
    }

    @Test
    void resumesWhereItStopped() throws Exception {
        submitUntilFinal(transfer(0, 500));
        long height = chain.head().header().height();
        var hash = chain.head().hash();

        restart();

        assertThat(chain.anyBlock(height).orElseThrow().hash()).isEqualTo(hash);
        assertThat(chain.account(TestChain.DEV.address()).nonce()).isEqualTo(1);
        submitUntilFinal(transfer(1, 500));
        assertThat(chain.account(TestChain.key(9).address()).balance()).isEqualTo(new Amount(1000));
        assertThat(chain.verifyState().matches()).isTrue();
    }

    @Test
    void goesOnWithHeartbeats() throws Exception {
        long height = chain.latest().height();
        CountDownLatch beats = new CountDownLatch(3);
        chain.subscribe(block -> beats.countDown());

        assertThat(beats.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(chain.latest().height()).isGreaterThan(height);
    }

    @Test
    void refusesALateStateModule() {
        assertThatThrownBy(() -> chain.register(new one.imago.chain.token.TokenModule()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("too late");
    }
}
