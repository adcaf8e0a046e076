package one.imago.p2p.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.service.ThreadExecutors;
import one.imago.p2p.TestWorks;
import one.imago.p2p.content.ContentLimits;
import one.imago.p2p.content.FileContentStore;
import one.imago.p2p.content.ServingRules;
import one.imago.p2p.unixfs.Bytes;
import one.imago.p2p.unixfs.FileBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes follow one ledger; the network is a map of blocks. */
final class ReplicationServiceTest {
    private static final Address ANNA = Address.of(new byte[Address.LENGTH]);
    private static final int NODES = 12;

    @TempDir
    Path directory;

    private final TestWorks works = new TestWorks();
    private final Map<Cid, byte[]> network = new ConcurrentHashMap<>();
    private final Set<Cid> denied = new HashSet<>();
    private final ThreadExecutors executors = new ThreadExecutors();
    private final List<Node> nodes = new ArrayList<>();

    private final class Node {
        final FileContentStore store;
        final ReplicationService service;

        Node(int number) throws Exception {
            Path home = directory.resolve("node" + number);
            store = new FileContentStore(
                    home,
                    new ContentLimits(8 << 20, 4 << 20, 1 << 20),
                    new ServingRules(denied::contains, (cid, peer) -> false));
            store.open();
            store.fetchFrom(cid -> {
                byte[] block = network.get(cid);
                if (block == null) {
                    throw new IOException("nobody has " + cid);
                }
                return block;
            });
            service = new ReplicationService(
                    store,
                    new Circle(id(number)),
                    new ReplicationProgress(home.resolve("replication")),
                    1 << 20,
                    executors);
            service.follow(works);
            service.start();
            service.wake();
        }
    }

    /** Everyone knows everyone. */
    private record Circle(Hash self) implements Neighbourhood {
        @Override
        public Collection<Hash> near(Hash key, int count) {
            List<Hash> all = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                if (!id(i).equals(self)) {
                    all.add(id(i));
                }
            }
            return Placement.closest(key, all, count);
        }

        boolean holds(Hash key) {
            return Placement.isAmongClosest(self, key, near(key, 5), 5);
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (Node node : nodes) {
            node.service.stop();
        }
        executors.close();
    }

    @Test
    void exactlyTheFiveClosestKeepAFinalPreview() throws Exception {
        start();
        Cid cid = publish(300_000);
        works.register(1, 10, ANNA, Optional.of(cid));
        works.register(2, 11, ANNA, Optional.empty());
        Cid last = publish(400_000);
        works.register(3, 12, ANNA, Optional.of(last));

        await(() -> holders(cid) == 5 && holders(last) == 5);

        Hash key = Placement.key(cid);
        for (int i = 0; i < NODES; i++) {
            boolean close = new Circle(id(i)).holds(key);
            assertThat(nodes.get(i).store.stat(cid).isPresent()).isEqualTo(close);
        }
    }

    @Test
    void whatIsDeniedOrTooLargeIsNotKept() throws Exception {
        Cid bad = publish(300_000);
        denied.add(bad);
        Cid large = publish(2 << 20);
        Cid good = publish(200_000);
        works.register(1, 10, ANNA, Optional.of(bad));
        works.register(2, 10, ANNA, Optional.of(large));
        works.register(3, 10, ANNA, Optional.of(good));

        start();
        await(() -> holders(good) == 5);

        assertThat(holders(bad)).isZero();
        assertThat(holders(large)).isZero();
    }

    @Test
    void whatCouldNotBeFetchedIsSeenAgainAfterARestart() throws Exception {
        byte[] preview = Bytes.ofLength(300_000);
        Cid cid = new FileBuilder((block, bytes) -> {})
                .build(new ByteArrayInputStream(preview))
                .root();
        works.register(1, 10, ANNA, Optional.of(cid));
        Cid later = publish(200_000);
        works.register(2, 20, ANNA, Optional.of(later));
        start();
        await(() -> holders(later) == 5);
        stopNodes();

        network.put(cid, preview);
        start();
        await(() -> holders(cid) == 5);
        await(() -> progressOf(0).contains("height 20"));
    }

    private void start() throws Exception {
        for (int i = 0; i < NODES; i++) {
            nodes.add(new Node(i));
        }
    }

    private void stopNodes() throws Exception {
        for (Node node : nodes) {
            node.service.stop();
        }
        nodes.clear();
    }

    private String progressOf(int number) {
        try {
            return Files.readString(directory.resolve("node" + number).resolve("replication"));
        } catch (IOException e) {
            return "";
        }
    }

    private long holders(Cid cid) {
        return nodes.stream()
                .filter(node -> node.store.peerBlocks().mayServe(cid, "anyone"))
                .count();
    }

    private Cid publish(int length) throws IOException {
        return new FileBuilder((cid, block) -> network.put(cid, block.clone()))
                .build(new ByteArrayInputStream(Bytes.ofLength(length)))
                .root();
    }

    private void await(BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            // Whatever the services have queued comes first.
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static Hash id(int number) {
        return Hash.sha256(new byte[] {(byte) number});
    }
}
