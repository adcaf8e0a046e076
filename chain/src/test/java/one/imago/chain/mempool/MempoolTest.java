package one.imago.chain.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import one.imago.chain.consensus.TestChain;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.token.TokenBodies;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.Amount;
import org.junit.jupiter.api.Test;

class MempoolTest {
    private static final Genesis GENESIS = TestChain.genesis(100);
    private static final SigningKey A = TestChain.key(10);
    private static final SigningKey B = TestChain.key(11);

    private final Map<Address, Long> nonces = new HashMap<>();
    private long balance = 10_000_000;
    private final Mempool pool = new Mempool(new PoolLimits(5, 100_000, 3), new HeadAccounts() {
        @Override
        public long nonce(Address account) {
            return nonces.getOrDefault(account, 0L);
        }

        @Override
        public Amount balance(Address account) {
            return new Amount(balance);
        }

        @Override
        public long height() {
            return 10;
        }
    });

    private static SignedTransaction transaction(SigningKey from, long nonce, long fee) {
        return transaction(from, nonce, fee, 100);
    }

    private static SignedTransaction transaction(SigningKey from, long nonce, long fee, long expiry) {
        return TestChain.sign(
                GENESIS, from, nonce, TokenBodies.transfer(B.address(), new Amount(1)), new Amount(fee), expiry);
    }

    private void refused(SignedTransaction transaction, String code) {
        assertThatThrownBy(() -> pool.admit(transaction))
                .isInstanceOfSatisfying(
                        TransactionRejected.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void ordersByFeeAndKeepsEachSendersNonces() throws Exception {
        SignedTransaction a0 = transaction(A, 0, 20_000);
        SignedTransaction a1 = transaction(A, 1, 90_000);
        SignedTransaction b0 = transaction(B, 0, 50_000);
        pool.admit(a1);
        pool.admit(a0);
        pool.admit(b0);

        assertThat(pool.select(11, 10, 100_000)).containsExactly(b0, a0, a1);
        assertThat(pool.select(11, 1, 100_000)).containsExactly(b0);
        assertThat(pool.select(11, 10, b0.size() + 10)).containsExactly(b0);
    }

    @Test
    void aGapWaits() throws Exception {
        pool.admit(transaction(A, 1, 20_000));

        assertThat(pool.hasReady()).isFalse();
        assertThat(pool.pendingNonce(A.address())).isZero();
        pool.admit(transaction(A, 0, 20_000));
        assertThat(pool.hasReady()).isTrue();
        assertThat(pool.pendingNonce(A.address())).isEqualTo(2);
    }

    @Test
    void replacesOnlyForATenthMore() throws Exception {
        SignedTransaction first = transaction(A, 0, 20_000);
        pool.admit(first);

        refused(transaction(A, 0, 21_999), "replacement-underpriced");
        SignedTransaction better = transaction(A, 0, 22_000);
        assertThat(pool.admit(better)).contains(first.txId());
        assertThat(pool.waiting(first.txId())).isEmpty();
        assertThat(pool.refusal(first.txId()).orElseThrow().code()).isEqualTo("replaced");
        assertThat(pool.size()).isEqualTo(1);
    }

    @Test
    void theSameTransactionAgainIsNoError() throws Exception {
        pool.admit(transaction(A, 0, 20_000));
        assertThat(pool.admit(transaction(A, 0, 20_000))).isEmpty();
        assertThat(pool.size()).isEqualTo(1);
    }

    @Test
    void holdsItsLimitsAndNeverPushesOutWhatItAccepted() throws Exception {
        nonces.put(A.address(), 7L);
        refused(transaction(A, 6, 20_000), "nonce-stale");
        refused(transaction(A, 10, 20_000), "nonce-too-high");
        for (int i = 0; i < 5; i++) {
            pool.admit(transaction(TestChain.key(20 + i), 0, 20_000));
        }
        refused(transaction(A, 7, 900_000), "mempool-full");
        assertThat(pool.size()).isEqualTo(5);
    }

    @Test
    void feesOfAllThatWaitsMustBeCovered() throws Exception {
        balance = 45_000;
        pool.admit(transaction(A, 0, 20_000));
        pool.admit(transaction(A, 1, 20_000));
        refused(transaction(A, 2, 20_000), "insufficient-funds");
        // A replacement frees the fee of what it replaces.
        pool.admit(transaction(A, 1, 25_000));
    }

    @Test
    void expiredOnesAreRefusedAndSweptOut() throws Exception {
        refused(transaction(A, 0, 20_000, 10), "expired");
        SignedTransaction soon = transaction(A, 0, 20_000, 12);
        pool.admit(soon);

        assertThat(pool.sweep(12)).isEmpty();
        assertThat(pool.select(13, 10, 100_000)).isEmpty();
        assertThat(pool.sweep(13)).containsExactly(soon.txId());
        assertThat(pool.refusal(soon.txId()).orElseThrow().code()).isEqualTo("expired");
    }

    @Test
    void whatABlockTookIsGoneAndItsRivalsAreStale() throws Exception {
        SignedTransaction waiting = transaction(A, 0, 20_000);
        pool.admit(waiting);
        pool.admit(transaction(A, 1, 20_000));

        assertThat(pool.settled(List.of(transaction(A, 0, 50_000)))).containsExactly(waiting.txId());
        assertThat(pool.refusal(waiting.txId()).orElseThrow().code()).isEqualTo("nonce-stale");
        assertThat(pool.hasReady()).isTrue();
        assertThat(pool.pendingNonce(A.address())).isEqualTo(2);
    }

    @Test
    void whatStandsInABlockIsSetAsideUntilItIsFinalAndComesBackWhenTheBlockIsLeft() throws Exception {
        SignedTransaction first = transaction(A, 0, 50_000);
        SignedTransaction second = transaction(A, 1, 50_000);
        pool.admit(first);
        pool.admit(second);

        pool.included(List.of(first));
        assertThat(pool.waiting(first.txId())).isEmpty();
        assertThat(pool.holds(first.txId())).isTrue();
        assertThat(pool.select(1, 10, 100_000)).containsExactly(second);

        pool.abandoned(List.of(first));
        assertThat(pool.waiting(first.txId())).isPresent();
        assertThat(pool.select(1, 10, 100_000)).containsExactly(first, second);

        pool.included(List.of(first));
        assertThat(pool.settled(List.of(first))).isEmpty();
        assertThat(pool.holds(first.txId())).isFalse();
        assertThat(pool.size()).isEqualTo(1);
    }
}
