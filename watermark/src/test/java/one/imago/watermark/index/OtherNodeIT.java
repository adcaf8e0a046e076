package one.imago.watermark.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Authorship;
import one.imago.node.ledger.ClaimRole;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.Declaration;
import one.imago.node.ledger.PictureFacts;
import one.imago.node.ledger.Publication;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureReader;
import one.imago.node.picture.PictureRejected;
import one.imago.node.service.ThreadExecutors;
import one.imago.node.storage.DataDirectory;
import one.imago.node.storage.KeyValueStore;
import one.imago.node.storage.RocksStorage;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.fingerprint.PerceptualHash;
import one.imago.watermark.fingerprint.PictureFingerprints;
import one.imago.watermark.journey.InMemoryContentStore;
import one.imago.watermark.journey.InMemoryWorkLedger;
import one.imago.watermark.scene.Encoders;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that registered nothing itself: it has the ledger, what the network holds of the previews, and a disk. */
class OtherNodeIT {
    private static final Address ANNA = Address.of(new byte[Address.LENGTH]);

    @TempDir
    Path directory;

    private final InMemoryWorkLedger ledger = new InMemoryWorkLedger();
    private final CountedContent content = new CountedContent();
    private final List<Node> started = new ArrayList<>();
    private int salts;

    /** Counts how often it is asked. */
    private static final class CountedContent implements ContentStore {
        final InMemoryContentStore held = new InMemoryContentStore();
        final AtomicInteger asked = new AtomicInteger();

        void hold(byte[] preview) throws IOException {
            var unused = held.put(new ByteArrayInputStream(preview));
        }

        @Override
        public ContentStat put(InputStream stream) throws IOException {
            return held.put(stream);
        }

        @Override
        public ContentStat pin(Cid cid) throws IOException {
            return held.pin(cid);
        }

        @Override
        public Optional<ContentStat> stat(Cid cid) {
            asked.incrementAndGet();
            return held.stat(cid);
        }

        @Override
        public Optional<InputStream> open(Cid cid) {
            return held.open(cid);
        }

        @Override
        public void provide(Cid cid) throws IOException {
            held.provide(cid);
        }

        @Override
        public void unpin(Cid cid) {
            held.unpin(cid);
        }
    }

    /** The index part of a node, on a directory. */
    private final class Node {
        final ThreadExecutors executors = new ThreadExecutors();
        final RocksStorage storage;
        final KeyValueStore store;
        final FingerprintIndex index;
        final IndexService service;

        Node(Path data, PictureReader reader) throws Exception {
            storage = new RocksStorage(new DataDirectory(data));
            store = storage.open("index", FingerprintIndex.SEGMENTS);
            index = new FingerprintIndex(
                    store, new PreviewReader(content, reader, PerceptualHash::median), executors.workers());
            service = new IndexService(ledger, ledger, index, new Nothing(), executors);
            service.start();
            started.add(this);
        }

        /** Runs something on the index's thread, when it has taken what is final. */
        void afterCatchUp(Runnable task) throws InterruptedException {
            CountDownLatch done = new CountDownLatch(1);
            service.afterCatchUp(() -> {
                task.run();
                done.countDown();
            });
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }

        void settle() throws InterruptedException {
            afterCatchUp(() -> {});
        }

        List<WorkId> find(Picture picture) {
            return index.near(PerceptualHash.turned(picture), 8, 10).stream()
                    .map(IndexHit::work)
                    .toList();
        }

        void stop() throws Exception {
            service.stop();
            executors.close();
            storage.close();
            started.remove(this);
        }
    }

    private record Nothing() implements FinalWorks {
        @Override
        public Optional<IndexedWork> registered(Work work) {
            return Optional.empty();
        }

        @Override
        public void sweep(long finalHeight) {}
    }

    @AfterEach
    void stopAll() throws Exception {
        for (Node node : List.copyOf(started)) {
            node.stop();
        }
    }

    private Node node(String name) throws Exception {
        return new Node(directory.resolve(name), new LocalPictureDecoder(PictureLimits.DEFAULT));
    }

    /** A final reveal that says of {@code claimed} what is true, and has {@code preview} for its preview. */
    private Work reveal(Picture claimed, byte[] preview) {
        PictureFingerprints prints = PictureFingerprints.of(preview, claimed);
        Hash salt = Hash.sha256(new byte[] {(byte) salts++});
        Hash commitment = Commitment.commit(ledger.chainId(), ANNA, prints.sha256(), salt);
        var unused = ledger.commit(ANNA, commitment);
        PictureFacts facts = new PictureFacts(
                prints.sha256(),
                prints.sha256(),
                prints.pixelHash(),
                claimed.width(),
                claimed.height(),
                2,
                prints.perceptual(),
                Optional.of(Cid.of(Cid.RAW, Hash.sha256(preview).bytes())));
        Declaration declaration =
                new Declaration("", ClaimRole.UNKNOWN, Authorship.UNKNOWN, Publication.UNKNOWN, Hash.ZERO);
        return ledger.reveal(ledger.prepareRegistration(
                        new WorkLedger.Registration(ANNA, commitment, salt, facts, declaration, List.of()))
                .txId());
    }

    private static Picture scene(int seed) {
        return SceneRenderer.render(seed, 160, 120);
    }

    private Work register(int seed) throws Exception {
        byte[] preview = Encoders.javaPng(scene(seed));
        content.hold(preview);
        return reveal(scene(seed), preview);
    }

    @Test
    void findsWhatOthersRegisteredWhicheverWayItIsTurned() throws Exception {
        Node node = node("b");
        Work lake = register(1);
        Work later = register(2);
        node.settle();

        Picture mirrored = mirrored(scene(1));
        assertThat(node.find(scene(1))).containsExactly(lake.id());
        assertThat(node.find(mirrored)).containsExactly(lake.id());
        assertThat(node.index.near(PerceptualHash.turned(mirrored), 0, 1))
                .containsExactly(new IndexHit(lake.id(), 0, 1, 0));
        assertThat(node.find(scene(2))).containsExactly(later.id());
    }

    @Test
    void doesNotBelieveARecordWhosePreviewShowsAnotherPicture() throws Exception {
        byte[] other = Encoders.javaPng(scene(3));
        content.hold(other);
        Work thief = reveal(scene(1), other);
        Work honest = register(2);
        Node node = node("b");
        node.settle();

        assertThat(node.find(scene(1))).isEmpty();
        assertThat(node.find(scene(3))).isEmpty();
        assertThat(node.find(scene(2))).containsExactly(honest.id());
        assertThat(node.index.rejected()).isEqualTo(1);

        node.stop();
        int asked = content.asked.get();
        node = node("b");
        node.settle();
        assertThat(node.index.find(thief)).isEmpty();
        assertThat(node.index.rejected()).isEqualTo(1);
        assertThat(content.asked).as("nothing is read again").hasValue(asked);
    }

    @Test
    void indexesAPreviewThatComesLateAndAsksForItEverMoreSeldom() throws Exception {
        byte[] preview = Encoders.javaPng(scene(1));
        Work work = reveal(scene(1), preview);
        Node node = node("b");
        node.settle();
        assertThat(node.index.awaiting()).isEqualTo(1);
        assertThat(node.find(scene(1))).isEmpty();

        // A day of blocks, with a sweep every thirty.
        int before = content.asked.get();
        IndexService service = node.service;
        node.afterCatchUp(() -> {
            for (int i = 0; i < 86_400 / 30; i++) {
                ledger.passHeights(30);
                service.sweep();
            }
        });
        assertThat(content.asked.get() - before).isBetween(8, 16);

        content.hold(preview);
        ledger.passHeights(40_000);
        node.afterCatchUp(node.service::sweep);
        assertThat(node.find(scene(1))).containsExactly(work.id());
        assertThat(node.index.awaiting()).isZero();
    }

    /** Copies the store while the node is in the middle of catching up, which is what a kill would leave. */
    @Test
    void goesOnWhereItWasKilled() throws Exception {
        int works = 24;
        List<Work> registered = new ArrayList<>();
        for (int i = 0; i < works; i++) {
            registered.add(register(10 + i));
        }
        LocalPictureDecoder decoder = new LocalPictureDecoder(PictureLimits.DEFAULT);
        AtomicInteger read = new AtomicInteger();
        CountDownLatch opened = new CountDownLatch(1);
        Node[] first = new Node[1];
        first[0] = new Node(directory.resolve("first"), file -> {
            awaitQuietly(opened);
            int count = read.incrementAndGet();
            if (count == 7 || count == 15) {
                DataDirectory copy = new DataDirectory(directory.resolve("killed" + count));
                copy.root().toFile().mkdirs();
                first[0].store.checkpoint(copy.store("index"));
            }
            return decoder.read(file);
        });
        opened.countDown();
        first[0].settle();
        assertThat(first[0].index.size()).isEqualTo(works);

        for (int killedAt : new int[] {7, 15}) {
            Set<Integer> again = ConcurrentHashMap.newKeySet();
            Node node = new Node(directory.resolve("killed" + killedAt), file -> {
                again.add(java.util.Arrays.hashCode(file));
                return decoder.read(file);
            });
            node.settle();
            assertThat(node.index.size()).as("none lost, none doubled").isEqualTo(works);
            assertThat(again).as("what was done is not done again").hasSize(works - killedAt + 1);
            for (Work work : registered) {
                assertThat(node.index.find(work)).isPresent();
            }
            node.stop();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) throws PictureRejected {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new PictureRejected("busy", e.toString());
        }
    }

    private static Picture mirrored(Picture picture) {
        byte[] bgr = new byte[picture.bgr().length];
        for (int i = 0; i < bgr.length / 3; i++) {
            int x = i % picture.width();
            System.arraycopy(picture.bgr(), 3 * (i - x + picture.width() - 1 - x), bgr, 3 * i, 3);
        }
        return new Picture(picture.width(), picture.height(), bgr);
    }
}
