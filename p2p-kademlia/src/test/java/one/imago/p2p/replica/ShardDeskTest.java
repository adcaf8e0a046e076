package one.imago.p2p.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import one.imago.node.content.Cid;
import one.imago.p2p.content.FileContentStore;
import one.imago.p2p.erasure.ShardManifest;
import one.imago.p2p.unixfs.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between two stores; what one lacks it fetches from the other, as long as that still has it. */
final class ShardDeskTest {
    @TempDir
    Path directory;

    private final byte[] sealed = Bytes.ofLength(1_234_567);
    private FileContentStore origin;
    private ShardDesk originDesk;
    private FileContentStore other;
    private ShardDesk otherDesk;
    private Cid cid;
    private Cid manifest;
    private List<Cid> shards;

    @BeforeEach
    void cut() throws IOException {
        origin = store("origin");
        originDesk = desk(origin, "origin");
        other = store("other");
        otherDesk = desk(other, "other");
        other.fetchFrom(block ->
                origin.peerBlocks().serve(block, "other").orElseThrow(() -> new IOException("nobody gives " + block)));
        cid = origin.put(new ByteArrayInputStream(sealed)).cid();
        manifest = originDesk.cut(cid, ShardDesk.TOTAL);
        try (InputStream stream = origin.open(manifest).orElseThrow()) {
            shards = ShardManifest.decode(stream.readAllBytes()).shards().stream()
                    .map(ShardManifest.Shard::cid)
                    .toList();
        }
    }

    @Test
    void whoHasNothingPutsItTogetherFromTenShards() throws IOException {
        for (Cid shard : shards.subList(3, 23)) {
            origin.remove(shard);
        }

        assertThat(otherDesk.join(manifest).cid()).isEqualTo(cid);

        try (InputStream stream = other.open(cid).orElseThrow()) {
            assertThat(stream.readAllBytes()).isEqualTo(sealed);
        }
        assertThat(other.stat(cid).orElseThrow().provided()).isFalse();
        assertThat(origin.peerBlocks().mayServe(cid, "other")).isFalse();
    }

    @Test
    void fromNineShardsNothingComes() throws IOException {
        for (Cid shard : shards.subList(0, 21)) {
            origin.remove(shard);
        }

        assertThatThrownBy(() -> otherDesk.join(manifest))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("only 9 of 10");
        assertThat(other.stat(shards.get(25)).map(stat -> stat.pinned()).orElse(false))
                .isFalse();
    }

    @Test
    void lostShardsAreMadeAnewOnceTwentyAreLeft() throws IOException {
        Set<Cid> lost = Set.copyOf(shards.subList(0, 9));
        assertThat(originDesk.repair(manifest, shard -> !lost.contains(shard))).isEmpty();

        Set<Cid> more = Set.copyOf(shards.subList(0, 10));
        for (Cid shard : more) {
            origin.remove(shard);
        }
        assertThat(originDesk.repair(manifest, shard -> !more.contains(shard))).hasSize(10);

        for (Cid shard : shards) {
            assertThat(origin.stat(shard).orElseThrow().provided()).isTrue();
        }
    }

    @Test
    void nothingStaysOfWhatDidNotFit() throws IOException {
        FileContentStore small = store("small", 3 << 20);
        Cid large = small.put(new ByteArrayInputStream(sealed)).cid();
        long used = small.usedBytes();

        assertThatThrownBy(() -> desk(small, "small").cut(large, ShardDesk.PREMIUM_TOTAL))
                .isInstanceOf(IOException.class);

        small.sweep();
        assertThat(small.usedBytes()).isEqualTo(used);
        try (Stream<Path> drafts = Files.walk(directory.resolve("small-scratch"))) {
            assertThat(drafts.filter(Files::isRegularFile).collect(Collectors.toList()))
                    .isEmpty();
        }
    }

    private FileContentStore store(String name) throws IOException {
        return store(name, 64 << 20);
    }

    private FileContentStore store(String name, long quota) throws IOException {
        FileContentStore store = new FileContentStore(directory.resolve(name), quota);
        store.open();
        return store;
    }

    private ShardDesk desk(FileContentStore store, String name) throws IOException {
        ShardDesk desk = new ShardDesk(store, directory.resolve(name + "-scratch"));
        desk.open();
        return desk;
    }
}
