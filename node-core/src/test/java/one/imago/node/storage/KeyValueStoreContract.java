package one.imago.node.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import one.imago.node.storage.KeyValueStore.Durability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store does, whatever it is made of. */
abstract class KeyValueStoreContract {
    private static final Segment ONE = new Segment("one");
    private static final Segment TWO = new Segment("two");
    private static final List<Segment> BOTH = List.of(ONE, TWO);

    @TempDir
    Path directory;

    abstract Storage storage();

    private KeyValueStore open() {
        return storage().open("store", BOTH);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static void put(KeyValueStore store, Segment segment, String key, String value) {
        store.write(new Batch().put(segment, bytes(key), bytes(value)), Durability.BUFFERED);
    }

    private static List<String> keys(KeyValueStore store, Segment segment, String prefix, String from) {
        List<String> keys = new ArrayList<>();
        store.scan(segment, bytes(prefix), bytes(from), (key, value) -> keys.add(new String(key, UTF_8)));
        return keys;
    }

    @Test
    void givesBackWhatWasWritten() {
        try (KeyValueStore store = open()) {
            put(store, ONE, "key", "value");
            assertThat(store.get(ONE, bytes("key"))).isEqualTo(bytes("value"));
            assertThat(store.get(ONE, bytes("other"))).isNull();
            assertThat(store.get(TWO, bytes("key"))).as("segments are apart").isNull();
        }
    }

    @Test
    void keepsAnEmptyValueApartFromNone() {
        try (KeyValueStore store = open()) {
            put(store, ONE, "key", "");
            assertThat(store.get(ONE, bytes("key"))).isEmpty();
        }
    }

    @Test
    void appliesABatchInOrderOverSeveralSegments() {
        try (KeyValueStore store = open()) {
            put(store, TWO, "gone", "x");
            store.write(
                    new Batch()
                            .put(ONE, bytes("a"), bytes("1"))
                            .put(ONE, bytes("a"), bytes("2"))
                            .delete(TWO, bytes("gone"))
                            .put(TWO, bytes("b"), bytes("3")),
                    Durability.SYNCED);
            assertThat(store.get(ONE, bytes("a"))).isEqualTo(bytes("2"));
            assertThat(store.get(TWO, bytes("gone"))).isNull();
            assertThat(store.get(TWO, bytes("b"))).isEqualTo(bytes("3"));
        }
    }

    @Test
    void appliesNothingOfABatchThatNamesAnUndeclaredSegment() {
        try (KeyValueStore store = open()) {
            Batch batch =
                    new Batch().put(ONE, bytes("a"), bytes("1")).put(new Segment("three"), bytes("b"), bytes("2"));
            assertThatThrownBy(() -> store.write(batch, Durability.BUFFERED))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("three");
            assertThat(store.get(ONE, bytes("a"))).isNull();
        }
    }

    @Test
    void scansAPrefixInOrderFromAKey() {
        try (KeyValueStore store = open()) {
            for (String key : List.of("b3", "a1", "b1", "c1", "b2", "b")) {
                put(store, ONE, key, key);
            }
            assertThat(keys(store, ONE, "b", "")).containsExactly("b", "b1", "b2", "b3");
            assertThat(keys(store, ONE, "b", "b2")).containsExactly("b2", "b3");
            assertThat(keys(store, ONE, "b", "a")).containsExactly("b", "b1", "b2", "b3");
            assertThat(keys(store, ONE, "b", "c")).isEmpty();
            assertThat(keys(store, ONE, "", "")).hasSize(6);
        }
    }

    @Test
    void ordersKeysAsUnsignedBytes() {
        try (KeyValueStore store = open()) {
            byte[][] keys = {{(byte) 0xff, (byte) 0xff}, {0x7f}, {(byte) 0x80}, {(byte) 0xff}, {0}};
            Batch batch = new Batch();
            for (byte[] key : keys) {
                batch.put(ONE, key, key);
            }
            store.write(batch, Durability.BUFFERED);
            List<Integer> order = new ArrayList<>();
            store.scan(ONE, new byte[0], new byte[0], (key, value) -> order.add((key[0] & 0xff) + 1000 * key.length));
            assertThat(order).containsExactly(1000, 1127, 1128, 1255, 2255);
            List<Integer> topmost = new ArrayList<>();
            store.scan(ONE, new byte[] {(byte) 0xff}, new byte[0], (key, value) -> topmost.add(key.length));
            assertThat(topmost).containsExactly(1, 2);
        }
    }

    @Test
    void endsAScanWhenTheVisitorHasEnough() {
        try (KeyValueStore store = open()) {
            for (int i = 0; i < 10; i++) {
                put(store, ONE, "k" + i, "");
            }
            int[] visited = {0};
            store.scan(ONE, bytes("k"), new byte[0], (key, value) -> ++visited[0] < 3);
            assertThat(visited[0]).isEqualTo(3);
        }
    }

    @Test
    void letsAVisitorWriteToWhatItScans() {
        try (KeyValueStore store = open()) {
            put(store, ONE, "a", "");
            put(store, ONE, "b", "");
            store.scan(ONE, new byte[0], new byte[0], (key, value) -> {
                store.write(new Batch().delete(ONE, key).put(ONE, bytes("z"), key), Durability.BUFFERED);
                return true;
            });
            assertThat(keys(store, ONE, "", "")).containsExactly("z");
        }
    }

    @Test
    void keepsASnapshotAsItWas() {
        try (KeyValueStore store = open()) {
            put(store, ONE, "a", "old");
            try (KeyValueStore.Snapshot snapshot = store.snapshot()) {
                put(store, ONE, "a", "new");
                put(store, ONE, "b", "new");
                assertThat(snapshot.get(ONE, bytes("a"))).isEqualTo(bytes("old"));
                assertThat(snapshot.get(ONE, bytes("b"))).isNull();
                List<String> seen = new ArrayList<>();
                snapshot.scan(ONE, new byte[0], new byte[0], (key, value) -> seen.add(new String(value, UTF_8)));
                assertThat(seen).containsExactly("old");
            }
            assertThat(store.get(ONE, bytes("a"))).isEqualTo(bytes("new"));
        }
    }

    @Test
    void givesArraysAwayForGood() {
        try (KeyValueStore store = open()) {
            byte[] key = bytes("key");
            byte[] value = bytes("value");
            store.write(new Batch().put(ONE, key, value), Durability.BUFFERED);
            Arrays.fill(key, (byte) 0);
            Arrays.fill(value, (byte) 0);
            byte[] read = store.get(ONE, bytes("key"));
            assertThat(read).isEqualTo(bytes("value"));
            Arrays.fill(read, (byte) 0);
            assertThat(store.get(ONE, bytes("key"))).isEqualTo(bytes("value"));
        }
    }

    @Test
    void holdsItsContentOverAReopening() {
        Storage storage = storage();
        try (KeyValueStore store = storage.open("store", BOTH)) {
            store.write(new Batch().put(ONE, bytes("a"), bytes("1")), Durability.SYNCED);
        }
        Segment three = new Segment("three");
        try (KeyValueStore store = storage.open("store", List.of(ONE, TWO, three))) {
            assertThat(store.get(ONE, bytes("a"))).isEqualTo(bytes("1"));
            put(store, three, "c", "3");
        }
        assertThatThrownBy(() -> storage.open("store", BOTH))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.FORMAT))
                .hasMessageContaining("three");
    }

    @Test
    void refusesToOpenAStoreTwice() {
        Storage storage = storage();
        try (KeyValueStore store = storage.open("store", BOTH)) {
            assertThatThrownBy(() -> storage.open("store", BOTH))
                    .isInstanceOfSatisfying(
                            StorageException.class, e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.IN_USE));
            put(store, ONE, "a", "still works");
        }
    }

    @Test
    void writesACheckpointThatIsAStoreOfItsOwn() {
        try (KeyValueStore store = open()) {
            put(store, ONE, "a", "1");
            store.checkpoint(directory.resolve("copy"));
            put(store, ONE, "a", "2");
            assertThatThrownBy(() -> store.checkpoint(directory.resolve("copy")))
                    .isInstanceOf(StorageException.class);
        }
        try (RocksStorage copies = new RocksStorage(new DataDirectory(directory));
                KeyValueStore copy = copies.open("copy", BOTH)) {
            assertThat(copy.get(ONE, bytes("a"))).isEqualTo(bytes("1"));
        }
    }

    @Test
    void refusesEverythingOnceClosed() {
        KeyValueStore store = open();
        KeyValueStore.Snapshot snapshot = store.snapshot();
        store.close();
        store.close();
        assertClosed(() -> store.get(ONE, bytes("a")));
        assertClosed(() -> put(store, ONE, "a", "b"));
        assertClosed(() -> keys(store, ONE, "", ""));
        assertClosed(store::snapshot);
        assertClosed(() -> snapshot.get(ONE, bytes("a")));
        snapshot.close();
        snapshot.close();
    }

    private static void assertClosed(Runnable use) {
        assertThatThrownBy(use::run)
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.CLOSED));
    }

    @Test
    void closesWhileOthersReadWithoutHarmToThem() throws Exception {
        KeyValueStore store = open();
        for (int i = 0; i < 200; i++) {
            put(store, ONE, "key" + i, "value" + i);
        }
        AtomicReference<Throwable> wrong = new AtomicReference<>();
        CountDownLatch busy = new CountDownLatch(4);
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread reader = new Thread(() -> {
                try {
                    while (true) {
                        try (KeyValueStore.Snapshot snapshot = store.snapshot()) {
                            snapshot.get(ONE, bytes("key7"));
                            snapshot.scan(ONE, bytes("key"), new byte[0], (key, value) -> true);
                        }
                        store.scan(ONE, bytes("key"), new byte[0], (key, value) -> true);
                        put(store, TWO, "a", "b");
                        busy.countDown();
                    }
                } catch (StorageException e) {
                    if (e.kind() != StorageException.Kind.CLOSED) {
                        wrong.set(e);
                    }
                } catch (RuntimeException | Error e) {
                    wrong.set(e);
                }
            });
            readers.add(reader);
            reader.start();
        }
        busy.await();
        store.close();
        for (Thread reader : readers) {
            reader.join(10_000);
            assertThat(reader.isAlive()).isFalse();
        }
        assertThat(wrong.get()).isNull();
    }

    @Test
    void agreesWithAModelOverRandomWork() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<String, String> model = new TreeMap<>();
        try (KeyValueStore store = open()) {
            for (int round = 0; round < 100; round++) {
                Batch batch = new Batch();
                for (int i = random.nextInt(20); i >= 0; i--) {
                    String key = Integer.toString(random.nextInt(300), 6);
                    if (random.nextInt(3) == 0) {
                        batch.delete(ONE, bytes(key));
                        model.remove(key);
                    } else {
                        String value = Integer.toString(random.nextInt());
                        batch.put(ONE, bytes(key), bytes(value));
                        model.put(key, value);
                    }
                }
                store.write(batch, Durability.BUFFERED);
                String prefix = Integer.toString(random.nextInt(36), 6);
                String from = Integer.toString(random.nextInt(300), 6);
                assertThat(keys(store, ONE, prefix, from))
                        .as("seed %d, round %d", seed, round)
                        .isEqualTo(model.keySet().stream()
                                .filter(key -> key.startsWith(prefix) && key.compareTo(from) >= 0)
                                .toList());
            }
        }
    }
}
