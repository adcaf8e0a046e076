package one.imago.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rocksdb.LRUCache;

final class RocksStorageIT extends KeyValueStoreContract {
    private @Nullable RocksStorage storage;

    @Override
    Storage storage() {
        if (storage == null) {
            storage = new RocksStorage(new DataDirectory(directory.resolve("data")));
        }
        return storage;
    }

    @AfterEach
    void close() {
        if (storage != null) {
            storage.close();
        }
    }

    @Test
    void keepsItsFilesToTheOwner() throws IOException {
        storage().open("store", List.of(new Segment("one"))).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("data"))))
                .isEqualTo("rwx------");
    }

    @Test
    void refusesAWriteOnAFullDiskAndGoesOnWhenThereIsRoom() {
        AtomicLong left = new AtomicLong(Long.MAX_VALUE);
        Segment segment = new Segment("one");
        byte[] key = {1};
        try (LRUCache cache = new LRUCache(1 << 20);
                KeyValueStore store = RocksStore.open(
                        directory.resolve("full"), List.of(segment), cache, new DiskSpace(directory, left::get))) {
            left.set(1 << 20);
            assertThatThrownBy(() -> store.write(new Batch().put(segment, key, key), KeyValueStore.Durability.SYNCED))
                    .isInstanceOfSatisfying(
                            StorageException.class,
                            e -> assertThat(e.diskFull()).isTrue())
                    .hasMessageContaining("1 MiB left")
                    .hasMessageContaining(directory.toString());
            assertThat(store.get(segment, key)).isNull();
            left.set(Long.MAX_VALUE);
            store.write(new Batch().put(segment, key, key), KeyValueStore.Durability.SYNCED);
            assertThat(store.get(segment, key)).isEqualTo(key);
        }
    }

    @Test
    void opensAfterATornWrite() throws IOException {
        Segment segment = new Segment("one");
        byte[] key = {1};
        try (KeyValueStore store = storage().open("store", List.of(segment))) {
            store.write(new Batch().put(segment, key, key), KeyValueStore.Durability.SYNCED);
        }
        try (KeyValueStore store = storage().open("store", List.of(segment))) {
            store.write(new Batch().put(segment, new byte[] {2}, new byte[1000]), KeyValueStore.Durability.SYNCED);
            // What a crash in the middle of the next append leaves: a copy of the directory with half a record.
            try (var files = Files.list(directory.resolve("data/store"))) {
                Files.createDirectories(directory.resolve("data/torn"));
                for (var file : files.toList()) {
                    byte[] content = Files.readAllBytes(file);
                    if (file.toString().endsWith(".log") && content.length > 500) {
                        content = java.util.Arrays.copyOf(content, content.length - 500);
                    }
                    Files.write(directory.resolve("data/torn").resolve(file.getFileName()), content);
                }
            }
        }
        try (KeyValueStore store = storage().open("torn", List.of(segment))) {
            assertThat(store.get(segment, key)).isEqualTo(key);
            assertThat(store.get(segment, new byte[] {2})).isNull();
        }
    }

    @Test
    void saysWhichStoreIsDamaged() throws IOException {
        storage().open("store", List.of(new Segment("one"))).close();
        Files.write(directory.resolve("data/store/CURRENT"), "nonsense".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> storage().open("store", List.of(new Segment("one"))))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(directory.resolve("data/store").toString());
    }
}
