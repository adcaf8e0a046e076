package one.imago.chain.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import one.imago.chain.consensus.ChainService;
import one.imago.chain.consensus.TestChain;
import one.imago.chain.copyright.CopyrightBodies;
import one.imago.chain.copyright.RegisteredWorks;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.transaction.FeeSchedule;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.chain.transaction.TransactionBody;
import one.imago.chain.transaction.TransactionDrafter;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.Authorship;
import one.imago.node.ledger.ClaimRole;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.Declaration;
import one.imago.node.ledger.PictureFacts;
import one.imago.node.ledger.PixelHash;
import one.imago.node.ledger.Publication;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;
import one.imago.node.service.ThreadExecutors;
import one.imago.node.storage.InMemoryStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way on the real kernel: commit, reveal, final, certificate, restart, certificate. */
class CertificateOverChainTest {
    private static final SigningKey DEV = TestChain.DEV;
    private static final Hash FILE = SmallChain.hash("picture");
    private static final Hash SALT = SmallChain.hash("salt");

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

    @Test
    void aFinalRegistrationHasACertificateThatOutlivesARestart() throws Exception {
        Hash commitment = Commitment.commit(genesis.chainId(), DEV.address(), FILE, SALT);
        WorkId id = Commitment.workIdOf(commitment);
        RegisteredWorks works = works();
        List<WorkId> heard = new ArrayList<>();
        works.onRegistered(work -> heard.add(work.id()));
        untilFinal(0, CopyrightBodies.commitWork(commitment));
        assertThat(works.commitment(commitment, DEV.address())).isPresent();
        assertThat(builder().build(id)).isEmpty();
        untilFinal(1, CopyrightBodies.registerWork(registration(commitment)));
        assertThat(works.work(id).orElseThrow().owner()).isEqualTo(DEV.address());
        assertThat(works.commitment(commitment, DEV.address())).isEmpty();
        assertThat(heard).containsExactly(id);

        byte[] before = builder().build(id).orElseThrow().encode();
        chain.stop();
        chain = TestChain.service(genesis, storage, executors, Clock.systemUTC(), directory);
        chain.start();
        byte[] after = builder().build(id).orElseThrow().encode();
        for (byte[] file : List.of(before, after)) {
            CertificateReport report = CertificateCheck.check(file, Optional.of(genesis));
            assertThat(report.problems()).isEmpty();
            assertThat(report.valid()).isTrue();
            assertThat(report.contents().orElseThrow().dossier().claim().work())
                    .isEqualTo(works().work(id).orElseThrow());
        }
    }

    private static WorkLedger.Registration registration(Hash commitment) {
        return new WorkLedger.Registration(
                DEV.address(),
                commitment,
                SALT,
                new PictureFacts(FILE, FILE, new PixelHash(1, FILE), 10, 10, 2, List.of(), Optional.empty()),
                new Declaration("", ClaimRole.UNKNOWN, Authorship.UNKNOWN, Publication.UNKNOWN, Hash.ZERO),
                List.of());
    }

    private RegisteredWorks works() {
        return new RegisteredWorks(
                genesis.chainId(),
                chain,
                chain,
                new TransactionDrafter(
                        genesis.chainId(),
                        chain::pendingNonce,
                        () -> chain.latest().height()));
    }

    private CertificateBuilder builder() {
        return new CertificateBuilder(genesis, chain, chain);
    }

    private void untilFinal(long nonce, TransactionBody body) throws Exception {
        SignedTransaction transaction = TestChain.sign(
                genesis, DEV, nonce, body, FeeSchedule.minimum(body.kind(), body.bytes().length), 1_000_000);
        CountDownLatch done = new CountDownLatch(1);
        chain.subscribe(block -> chain.place(transaction.txId())
                .filter(place -> place.height() <= block.height())
                .ifPresent(place -> done.countDown()));
        assertThat(chain.submit(List.of(transaction.encode())).get(0).error()).isEmpty();
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
