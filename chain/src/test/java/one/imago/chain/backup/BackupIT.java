package one.imago.chain.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import one.imago.chain.consensus.ChainService;
import one.imago.chain.consensus.TestChain;
import one.imago.chain.genesis.Genesis;
import one.imago.node.ledger.Amount;
import one.imago.node.rpc.HttpRoute;
import one.imago.node.service.ThreadExecutors;
import one.imago.node.storage.DataDirectory;
import one.imago.node.storage.RocksStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupIT {
    private final Genesis genesis = TestChain.genesis(10);

    @TempDir
    Path temporary;

    private interface Step {
        void run(ChainService chain) throws Exception;
    }

    private void withNode(Path root, Step step) throws Exception {
        DataDirectory directory = new DataDirectory(root);
        directory.create();
        try (ThreadExecutors executors = new ThreadExecutors();
                RocksStorage storage = new RocksStorage(directory)) {
            ChainService chain = TestChain.service(genesis, storage, executors, Clock.systemUTC(), root);
            chain.start();
            try {
                step.run(chain);
            } finally {
                chain.stop();
            }
        }
    }

    /** A backup after one final transfer, and some content. */
    private byte[] backup() throws Exception {
        Path root = temporary.resolve("original");
        Files.createDirectories(root.resolve("content/blocks/ab"));
        Files.writeString(root.resolve("content/blocks/ab/picture"), "bytes of a picture");
        Files.createDirectories(root.resolve("content/incoming"));
        Files.writeString(root.resolve("content/incoming/half"), "half");
        byte[][] made = new byte[1][];
        withNode(root, chain -> {
            CountDownLatch done = new CountDownLatch(1);
            var transfer = TestChain.transfer(
                    genesis, TestChain.DEV, 0, TestChain.key(9).address(), 77);
            chain.subscribe(block -> chain.place(transfer.txId())
                    .filter(place -> place.height() <= block.height())
                    .ifPresent(place -> done.countDown()));
            chain.submit(List.of(transfer.encode()));
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            HttpRoute.Reply reply =
                    new BackupRoute(genesis, chain, new DataDirectory(root)).handle("", InputStream.nullInputStream());
            try (InputStream stream = reply.body()) {
                made[0] = stream.readAllBytes();
            }
            assertThat(reply.length()).isEqualTo(made[0].length);
        });
        try (var left = Files.list(root.resolve("scratch"))) {
            assertThat(left).isEmpty();
        }
        return made[0];
    }

    @Test
    void aRestoredNodeGoesOn() throws Exception {
        Path root = temporary.resolve("restored");

        Backup.Restored restored = Backup.restore(new ByteArrayInputStream(backup()), root);

        assertThat(restored.chainId()).isEqualTo(genesis.chainId());
        assertThat(restored.height()).isPositive();
        assertThat(root.resolve("content/blocks/ab/picture")).hasContent("bytes of a picture");
        assertThat(root.resolve("content/incoming")).doesNotExist();
        assertThat(root.resolve("VERSION")).exists();
        assertThat(root.resolve("restoring")).doesNotExist();
        withNode(root, chain -> {
            assertThat(chain.account(TestChain.key(9).address()).balance()).isEqualTo(new Amount(77));
            assertThat(chain.verifyState().matches()).isTrue();
        });
    }

    @Test
    void aDamagedBackupChangesNothing() throws Exception {
        byte[] good = backup();
        Random random = new Random(4);
        for (int i = 0; i < 12; i++) {
            byte[] bad = good.clone();
            // Not in a file's padding, which carries nothing.
            int at = random.nextInt(4000);
            bad[at] ^= 1;
            if (bad[at] == 1 || good[at] == 0) {
                continue;
            }
            assertRefused(bad);
        }
        assertRefused(java.util.Arrays.copyOf(good, good.length / 2));
        assertRefused(new byte[0]);
        assertRefused(new byte[1024]);
    }

    private void assertRefused(byte[] bad) throws IOException {
        Path root = temporary.resolve("refused");
        assertThatThrownBy(() -> Backup.restore(new ByteArrayInputStream(bad), root))
                .isInstanceOf(BackupRejected.class);
        assertThat(root.resolve("ledger")).doesNotExist();
        assertThat(root.resolve("genesis.toml")).doesNotExist();
        assertThat(root.resolve("restoring")).doesNotExist();
    }

    @Test
    void neverRestoresOverALedger() throws Exception {
        byte[] good = backup();

        assertThatThrownBy(() -> Backup.restore(new ByteArrayInputStream(good), temporary.resolve("original")))
                .isInstanceOf(BackupRejected.class)
                .hasMessageContaining("exists already");
    }

    @Test
    void aNameNeverClimbsOut() {
        assertThat(Manifest.isAllowed("content/../x")).isFalse();
        assertThat(Manifest.isAllowed("/content/x")).isFalse();
        assertThat(Manifest.isAllowed("keystore/dev.json")).isFalse();
        assertThat(Manifest.isAllowed("content/blocks/ab/x.block")).isTrue();
        assertThat(Manifest.isAllowed("ledger/000012.sst")).isTrue();
    }
}
