package one.imago.p2p.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStoreFull;
import one.imago.node.crypto.Hash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentStoreTest {
    private static final long QUOTA = 8 << 20;

    @TempDir
    Path directory;

    private FileContentStore store;

    @BeforeEach
    void openStore() throws IOException {
        store = reopened();
    }

    @Test
    void givesBackWhatWasPutAlsoAfterReopening() throws IOException {
        byte[] content = bytes(3_000_000, 1);

        ContentStat stat = put(content);

        assertThat(stat.size()).isEqualTo(content.length);
        assertThat(stat.blocks()).isEqualTo(4);
        assertThat(stat.pinned()).isTrue();
        assertThat(stat.provided()).isFalse();
        assertThat(read(reopened(), stat.cid())).isEqualTo(content);
        assertThat(reopened().stat(stat.cid())).contains(stat);
    }

    @Test
    void remembersThatContentIsProvided() throws IOException {
        Cid cid = put(bytes(100, 1)).cid();

        store.provide(cid);

        assertThat(reopened().stat(cid).orElseThrow().provided()).isTrue();
    }

    @Test
    void knowsNothingOfAbsentContent() throws IOException {
        Cid absent = Cid.of(Cid.RAW, new byte[32]);

        assertThat(store.stat(absent)).isEmpty();
        assertThat(store.open(absent)).isEmpty();
        assertThatThrownBy(() -> store.provide(absent)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.unpin(absent)).isInstanceOf(IOException.class);
    }

    @Test
    void aLeafIsNoContentOfItsOwn() throws IOException {
        byte[] content = bytes(2 << 20, 1);
        put(content);
        Cid leaf = Cid.of(Cid.RAW, Hash.sha256(Arrays.copyOf(content, 1 << 20)).bytes());

        assertThat(store.stat(leaf)).isEmpty();
    }

    @Test
    void givesNoByteOfADamagedBlock() throws IOException {
        Cid cid = put(bytes(1000, 1)).cid();
        Path file = blockFiles().get(0);
        byte[] block = Files.readAllBytes(file);
        block[500] ^= 1;
        Files.write(file, block);

        assertThatThrownBy(() -> store.open(cid))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void stopsBeforeTheDamagedBlockOfALargerFile() throws IOException {
        byte[] content = bytes(3 << 20, 1);
        Cid cid = put(content).cid();
        for (Path file : blockFiles()) {
            if (Files.size(file) == 1 << 20) {
                byte[] block = Files.readAllBytes(file);
                if (block[0] == content[1 << 20] && block[1] == content[(1 << 20) + 1]) {
                    block[block.length - 1] ^= 1;
                    Files.write(file, block);
                }
            }
        }

        try (InputStream stream = store.open(cid).orElseThrow()) {
            assertThat(stream.readNBytes(1 << 20)).hasSize(1 << 20);
            assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessageContaining("damaged");
        }
    }

    @Test
    void puttingAgainRepairsADamagedBlock() throws IOException {
        byte[] content = bytes(1000, 1);
        Cid cid = put(content).cid();
        Files.write(blockFiles().get(0), new byte[1000]);

        put(content);

        assertThat(read(store, cid)).isEqualTo(content);
        assertThat(store.usedBytes()).isEqualTo(1000);
    }

    @Test
    void keepsContentUntilItsLastPinGoes() throws IOException {
        byte[] content = bytes(2_000_000, 1);
        Cid cid = put(content).cid();
        put(content);
        store.provide(cid);

        store.unpin(cid);
        assertThat(store.sweep()).isZero();
        assertThat(store.stat(cid).orElseThrow().provided()).isTrue();

        store.unpin(cid);
        assertThat(store.stat(cid).orElseThrow().pinned()).isFalse();
        assertThat(store.stat(cid).orElseThrow().provided()).isFalse();
        assertThat(store.sweep()).isGreaterThan(2_000_000);
        assertThat(store.stat(cid)).isEmpty();
        assertThat(blockFiles()).isEmpty();
        assertThat(store.usedBytes()).isZero();
    }

    @Test
    void sweepingKeepsBlocksThatOtherContentShares() throws IOException {
        byte[] shared = bytes(1 << 20, 1);
        byte[] longer = bytes((1 << 20) + 5, 1);
        Cid kept = put(shared).cid();
        Cid dropped = put(longer).cid();

        store.unpin(dropped);
        store.sweep();

        assertThat(read(store, kept)).isEqualTo(shared);
        assertThat(store.stat(dropped)).isEmpty();
        assertThat(blockFiles()).hasSize(1);
    }

    @Test
    void deletesNothingWhileAPinnedTreeCannotBeRead() throws IOException {
        put(bytes(2 << 20, 1));
        store.unpin(put(bytes(10, 2)).cid());
        for (Path file : blockFiles()) {
            if (Files.size(file) > 10 && Files.size(file) < 1000) {
                Files.write(file, new byte[] {1});
            }
        }

        assertThatThrownBy(() -> store.sweep()).isInstanceOf(IOException.class);
        assertThat(blockFiles()).hasSize(4);
        reopened();
        assertThat(blockFiles()).hasSize(4);
    }

    @Test
    void aPinWithoutItsRootDoesNotStopSweeping() throws IOException {
        byte[] content = bytes(2 << 20, 1);
        Cid cid = put(content).cid();
        for (Path file : blockFiles()) {
            if (file.endsWith(cid.toString())) {
                Files.delete(file);
            }
        }

        FileContentStore opened = reopened();

        assertThat(opened.stat(cid)).isEmpty();
        assertThat(blockFiles()).isEmpty();
        opened.put(new ByteArrayInputStream(content));
        assertThat(read(opened, cid)).isEqualTo(content);
    }

    @Test
    void aFailingStreamLeavesNothing() throws IOException {
        InputStream failing = new SequenceInputStream(new ByteArrayInputStream(bytes(1_500_000, 1)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the connection broke");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("the connection broke");
            }
        });

        assertThatThrownBy(() -> store.put(failing)).hasMessage("the connection broke");

        assertThat(blockFiles()).isEmpty();
        assertThat(store.usedBytes()).isZero();
    }

    @Test
    void aFullStoreRefusesAndLeavesNothingHalfPinned() throws IOException {
        Cid kept = put(bytes(5 << 20, 1)).cid();
        long used = store.usedBytes();

        assertThatThrownBy(() -> put(bytes(4 << 20, 2)))
                .isInstanceOf(ContentStoreFull.class)
                .hasMessageContaining("quota");

        assertThat(store.usedBytes()).isEqualTo(used);
        assertThat(read(store, kept)).hasSize(5 << 20);
        assertThat(put(bytes(2 << 20, 3)).pinned()).isTrue();
    }

    @Test
    void makesRoomFromUnpinnedContentBeforeItRefuses() throws IOException {
        store.unpin(put(bytes(6 << 20, 1)).cid());

        assertThat(put(bytes(6 << 20, 2)).pinned()).isTrue();
    }

    @Test
    void openingRemovesWhatACrashLeft() throws IOException {
        Path draft = directory.resolve("incoming/blocks/7");
        Files.write(draft, new byte[100]);
        Path pin = pinFileOf(put(bytes(100, 1)).cid());
        Files.delete(pin);

        reopened();

        assertThat(draft).doesNotExist();
        assertThat(blockFiles()).isEmpty();
    }

    @Test
    void refusesAPinRecordThatItDidNotWrite() throws IOException {
        Cid cid = put(bytes(100, 1)).cid();
        Files.writeString(pinFileOf(cid), "imago-pin 2\n");

        assertThatThrownBy(() -> store.stat(cid))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("imago-pin 1");
    }

    @Test
    void pinRecordsHaveThisForm() throws IOException {
        Cid cid = put(bytes(100, 1)).cid();

        assertThat(pinFileOf(cid)).hasContent("imago-pin 1\nsize 100\nblocks 1\npins 1\nprovided no\n");
        String text = cid.toString();
        assertThat(directory.resolve("blocks").resolve(text.substring(56, 58)).resolve(text))
                .hasSize(100);
    }

    private FileContentStore reopened() throws IOException {
        FileContentStore opened = new FileContentStore(directory, QUOTA);
        opened.open();
        return opened;
    }

    private ContentStat put(byte[] content) throws IOException {
        return store.put(new ByteArrayInputStream(content));
    }

    private static byte[] read(FileContentStore from, Cid cid) throws IOException {
        try (InputStream stream = from.open(cid).orElseThrow()) {
            return stream.readAllBytes();
        }
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private List<Path> blockFiles() throws IOException {
        return filesUnder(directory.resolve("blocks"));
    }

    private Path pinFileOf(Cid cid) throws IOException {
        return filesUnder(directory.resolve("pins")).stream()
                .filter(file -> file.endsWith(cid.toString()))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> filesUnder(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
