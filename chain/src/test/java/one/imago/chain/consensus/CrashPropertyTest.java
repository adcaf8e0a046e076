package one.imago.chain.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SigningKey;
import one.imago.node.storage.InMemoryStorage;
import org.junit.jupiter.api.Test;

/** A crash after every single write: what was acknowledged is there, and the node goes on. */
class CrashPropertyTest {
    private final long seed = Long.getLong("seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Genesis genesis = TestChain.genesis(10, 5);

    private final List<SignedTransaction> accepted = new ArrayList<>();
    private final List<SignedTransaction> finals = new ArrayList<>();
    private final List<Hash> published = new ArrayList<>();

    /** What a crash leaves, and what had been promised before it. */
    private record Crash(
            InMemoryStorage disk,
            List<SignedTransaction> accepted,
            List<SignedTransaction> finals,
            List<Hash> published) {}

    private Crash crash(TestNode node) {
        return new Crash(
                RecordingStorage.copy(node.store), List.copyOf(accepted), List.copyOf(finals), List.copyOf(published));
    }

    private SigningKey account(int number) {
        return TestChain.key(1000 + number);
    }

    @Test
    void nothingAcknowledgedIsLostWhereverItCrashes() throws Exception {
        List<Crash> crashes = new ArrayList<>();
        RecordingStorage storage = new RecordingStorage();
        long[] nonces = new long[5];
        try (TestNode node = new TestNode(genesis, storage)) {
            storage.afterWrite = () -> crashes.add(crash(node));
            for (int step = 0; step < 60; step++) {
                if (random.nextInt(3) > 0) {
                    int from = random.nextInt(5);
                    SignedTransaction transfer = TestChain.transfer(
                            genesis,
                            account(from),
                            nonces[from]++,
                            account(random.nextInt(5)).address(),
                            1 + random.nextInt(1000));
                    node.submit(transfer);
                    accepted.add(transfer);
                } else {
                    node.produce();
                    published.add(node.core.head().hash());
                    accepted.stream()
                            .filter(t -> node.core.store().place(t.txId()).isPresent() && !finals.contains(t))
                            .forEach(finals::add);
                }
            }
        }
        assertThat(crashes).hasSizeGreaterThan(50);
        assertThat(finals).isNotEmpty();
        for (int i = 0; i < crashes.size(); i++) {
            recover(crashes.get(i), "seed " + seed + " write " + i);
        }
    }

    private void recover(Crash crash, String where) throws Exception {
        try (TestNode node = new TestNode(genesis, crash.disk())) {
            assertThat(node.stateRecomputes()).as(where).isTrue();
            for (SignedTransaction transaction : crash.finals()) {
                assertThat(node.core.store().place(transaction.txId()))
                        .as(where)
                        .isPresent();
            }
            for (SignedTransaction transaction : crash.accepted()) {
                boolean known = node.mempool.waiting(transaction.txId()).isPresent()
                        || node.core.included(transaction.txId()).isPresent()
                        || node.core.store().place(transaction.txId()).isPresent();
                assertThat(known).as(where).isTrue();
            }
            // No second block beside one that was voted for and sent out.
            for (int height = 1; height <= crash.published().size(); height++) {
                int at = height;
                Hash here = node.core
                        .store()
                        .block((long) height)
                        .or(() -> node.core.branchBlock(at))
                        .orElseThrow()
                        .hash();
                assertThat(here).as(where).isEqualTo(crash.published().get(height - 1));
            }
            for (int i = 0; i < 3; i++) {
                node.produce();
            }
            for (SignedTransaction transaction : crash.accepted()) {
                assertThat(node.core.store().place(transaction.txId()))
                        .as(where)
                        .isPresent();
            }
            assertThat(node.stateRecomputes()).as(where).isTrue();
        }
    }
}
