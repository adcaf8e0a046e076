package one.imago.p2p.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import one.imago.node.content.Cid;
import one.imago.p2p.block.PeerBlocks;
import one.imago.p2p.unixfs.Bytes;
import one.imago.p2p.unixfs.FileBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pins, replicas and the cache beside each other, and what of them leaves. */
class KeptContentTest {
    private static final String PEER = "12D3KooWTest";
    private static final long MIB = 1 << 20;

    @TempDir
    Path directory;

    private final Map<Cid, byte[]> elsewhere = new HashMap<>();
    private final Set<Cid> denied = new HashSet<>();
    private final Set<Cid> allowed = new HashSet<>();
    private FileContentStore store;
    private PeerBlocks blocks;

    @BeforeEach
    void open() throws IOException {
        ServingRules rules = new ServingRules(denied::contains, (cid, peer) -> allowed.contains(cid));
        store = new FileContentStore(directory, new ContentLimits(8 * MIB, 4 * MIB, 3 * MIB), rules);
        store.open();
        store.fetchFrom(cid -> {
            byte[] block = elsewhere.get(cid);
            if (block == null) {
                throw new IOException("nobody has " + cid);
            }
            return block;
        });
        blocks = store.peerBlocks();
    }

    @Test
    void pinsContentThatItFetchesBlockByBlock() throws IOException {
        byte[] file = Bytes.ofLength(2_500_000);
        Cid cid = publishElsewhere(file);
        // One block came before, from whoever sent it.
        Cid leaf = elsewhere.keySet().stream()
                .filter(c -> c.codec() == Cid.RAW)
                .findFirst()
                .orElseThrow();
        blocks.cache(leaf, elsewhere.getOrDefault(leaf, new byte[0]));
        elsewhere.remove(leaf);

        assertThat(store.pin(cid).pinned()).isTrue();
        elsewhere.clear();
        assertThat(read(cid)).isEqualTo(file);
        assertThat(store.stat(cid).orElseThrow().provided()).isFalse();

        assertThat(store.pin(cid).size()).isEqualTo(2_500_000);
        store.unpin(cid);
        store.sweep();
        assertThat(read(cid)).isEqualTo(file);
        store.unpin(cid);
        store.sweep();
        assertThat(store.stat(cid)).isEmpty();
    }

    @Test
    void aPinOfWhatNobodyHasChangesNothing() throws IOException {
        Cid cid = publishElsewhere(Bytes.ofLength(2_500_000));
        elsewhere.remove(elsewhere.keySet().stream()
                .filter(c -> c.codec() == Cid.RAW)
                .findFirst()
                .orElseThrow());

        assertThatThrownBy(() -> store.pin(cid)).isInstanceOf(IOException.class).hasMessageContaining("nobody has");

        assertThat(store.usedBytes()).isZero();
        assertThat(store.stat(cid)).isEmpty();
    }

    @Test
    void replicasGiveWayToPinsAndTheCacheIsCountedApart() throws IOException {
        Cid replica = publishElsewhere(Bytes.ofLength(3 << 20));
        store.keepReplica(replica, 4 * MIB, true);
        assertThat(store.replicaBytes()).isEqualTo(3 * MIB);
        Cid own = put(other(1, 4 << 20));

        put(other(2, 2 << 20));

        assertThat(store.stat(replica)).isEmpty();
        assertThat(store.stat(own)).isPresent();
        assertThat(blocks.mayServe(replica, PEER)).isFalse();
        assertThat(store.replicaBytes()).isZero();
    }

    @Test
    void replicasHaveALimitOfTheirOwn() throws IOException {
        store.keepReplica(publishElsewhere(Bytes.ofLength(3 << 20)), 3 * MIB, true);
        Cid second = publishElsewhere(other(1, 2 << 20));

        assertThatThrownBy(() -> store.keepReplica(second, 2 * MIB, true)).hasMessageContaining("room for replicas");
        Cid large = publishElsewhere(other(2, 2 << 20));
        assertThatThrownBy(() -> store.keepReplica(large, MIB, true)).hasMessageContaining("more than");
    }

    @Test
    void replicasSurviveARestartAndKeepingAgainChangesNothing() throws IOException {
        byte[] file = Bytes.ofLength(1_500_000);
        Cid cid = publishElsewhere(file);
        store.keepReplica(cid, 2 * MIB, true);
        elsewhere.clear();
        assertThat(store.keepReplica(cid, 2 * MIB, true).provided()).isTrue();

        open();

        assertThat(store.replicas()).containsExactly(cid);
        assertThat(read(cid)).isEqualTo(file);
        assertThat(blocks.serve(cid, PEER)).isPresent();
        store.dropReplica(cid);
        store.sweep();
        assertThat(store.usedBytes()).isZero();
    }

    @Test
    void everyBlockOfPublicContentLeavesAndNoBlockOfPrivateContent() throws IOException {
        byte[] file = Bytes.ofLength(2_500_000);
        Cid cid = publishElsewhere(file);
        store.put(new ByteArrayInputStream(file));
        for (Cid block : elsewhere.keySet()) {
            assertThat(blocks.has(block)).isTrue();
            assertThat(blocks.mayServe(block, PEER)).isFalse();
            assertThat(blocks.serve(block, PEER)).isEmpty();
        }

        store.provide(cid);
        for (Map.Entry<Cid, byte[]> block : elsewhere.entrySet()) {
            assertThat(blocks.serve(block.getKey(), PEER).orElseThrow()).isEqualTo(block.getValue());
        }

        store.unpin(cid);
        for (Cid block : elsewhere.keySet()) {
            assertThat(blocks.mayServe(block, PEER)).isFalse();
        }
    }

    @Test
    void thePolicyIsAskedForProtectedBlocksAlsoWhenTheyLieInTheCache() throws IOException {
        byte[] sealed = other(1, 1000);
        Cid cid = publishElsewhere(sealed);
        blocks.cache(cid, sealed);
        assertThat(blocks.mayServe(cid, PEER)).isTrue();

        put(sealed);
        assertThat(blocks.mayServe(cid, PEER)).isFalse();
        allowed.add(cid);
        assertThat(blocks.serve(cid, PEER).orElseThrow()).isEqualTo(sealed);
    }

    @Test
    void twoPublicFilesShareABlockUntilBothAreWithdrawn() throws IOException {
        byte[] shared = Bytes.ofLength(1 << 20);
        Cid small = put(shared);
        Cid large = put(Bytes.ofLength((1 << 20) + 5));
        store.provide(small);
        store.provide(large);

        store.unpin(small);
        assertThat(blocks.mayServe(small, PEER)).isTrue();
        store.unpin(large);
        assertThat(blocks.mayServe(small, PEER)).isFalse();
    }

    @Test
    void whatIsRemovedIsGoneHoweverOftenItWasPinned() throws IOException {
        byte[] shared = Bytes.ofLength(1 << 20);
        byte[] file = Bytes.ofLength((1 << 20) + 5);
        Cid kept = put(shared);
        Cid cid = put(file);
        put(file);
        store.provide(cid);

        store.remove(cid);

        assertThat(store.stat(cid)).isEmpty();
        assertThat(blocks.has(cid)).isFalse();
        assertThat(blocks.mayServe(cid, PEER)).isFalse();
        assertThat(read(kept)).isEqualTo(shared);
        assertThat(store.usedBytes()).isEqualTo(1 << 20);
    }

    @Test
    void deniedContentIsNeitherTakenNorGiven() throws IOException {
        byte[] file = other(1, 5000);
        Cid cid = put(file);
        store.provide(cid);
        denied.add(cid);

        assertThat(blocks.mayServe(cid, PEER)).isFalse();
        assertThatThrownBy(() -> put(file)).isInstanceOf(ContentDenied.class);
        assertThatThrownBy(() -> store.pin(cid)).isInstanceOf(ContentDenied.class);
        assertThatThrownBy(() -> store.provide(cid)).isInstanceOf(ContentDenied.class);
        assertThatThrownBy(() -> store.keepReplica(cid, MIB, true)).isInstanceOf(ContentDenied.class);
        assertThatThrownBy(() -> blocks.cache(cid, file)).isInstanceOf(ContentDenied.class);
    }

    @Test
    void theCacheForgetsWhatWasNotUsedForLongest() throws IOException {
        byte[][] files = new byte[4][];
        Cid[] cids = new Cid[4];
        for (int i = 0; i < 4; i++) {
            files[i] = other(i, 1_000_000);
            cids[i] = publishElsewhere(files[i]);
        }
        for (int i = 0; i < 3; i++) {
            blocks.cache(cids[i], files[i]);
        }
        assertThat(blocks.get(cids[0])).isPresent();
        blocks.cache(cids[3], files[3]);

        assertThat(blocks.has(cids[1])).isFalse();
        assertThat(blocks.get(cids[0]).orElseThrow()).isEqualTo(files[0]);
        assertThat(store.cachedBytes()).isEqualTo(3_000_000);
        assertThat(store.usedBytes()).isZero();

        open();
        assertThat(store.cachedBytes()).isEqualTo(3_000_000);
        assertThatThrownBy(() -> blocks.cache(cids[1], files[2])).hasMessageContaining("not what its id says");
    }

    private Cid publishElsewhere(byte[] file) throws IOException {
        return new FileBuilder((cid, block) -> elsewhere.put(cid, block.clone()))
                .build(new ByteArrayInputStream(file))
                .root();
    }

    private Cid put(byte[] file) throws IOException {
        return store.put(new ByteArrayInputStream(file)).cid();
    }

    private byte[] read(Cid cid) throws IOException {
        try (InputStream stream = store.open(cid).orElseThrow()) {
            return stream.readAllBytes();
        }
    }

    private static byte[] other(int seed, int length) {
        byte[] bytes = Bytes.ofLength(length);
        for (int i = 0; i < length; i += 1000) {
            bytes[i] ^= (byte) (seed + 1);
        }
        return bytes;
    }
}
