package one.imago.p2p.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.FinalBlock;
import one.imago.node.peer.PeerNetwork;
import one.imago.p2p.TestPeers;
import one.imago.p2p.content.FileContentStore;
import one.imago.p2p.unixfs.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol between two peers that follow the same ledger. */
final class StorageProofsTest {
    @TempDir
    Path directory;

    private final TestPeers peers = new TestPeers();
    private final RecentBlocks holdersBlocks = new RecentBlocks();
    private final RecentBlocks askersBlocks = new RecentBlocks();
    private final byte[] content = Bytes.ofLength(1_500_000);
    private FileContentStore held;
    private StorageProofs asker;
    private Cid cid;
    private Hash root;

    @BeforeEach
    void connect() throws IOException {
        held = new FileContentStore(directory.resolve("holder"), 8 << 20);
        held.open();
        PeerNetwork holder = peers.join("holder");
        new StorageProofs(holder, held, held.peerBlocks(), holdersBlocks, Runnable::run).listen();
        FileContentStore nothing = new FileContentStore(directory.resolve("asker"), 8 << 20);
        asker = new StorageProofs(peers.join("asker"), nothing, nothing.peerBlocks(), askersBlocks, Runnable::run);
        cid = held.put(new ByteArrayInputStream(content)).cid();
        root = LeafTreeTest.tree(content).root();
        block(holdersBlocks, 1);
        block(askersBlocks, 1);
    }

    @Test
    void aHolderOfPublicContentProvesIt() throws IOException {
        held.provide(cid);

        assertThat(verdict("holder")).isEqualTo(Verdict.HELD);
    }

    @Test
    void leavesOfProtectedContentAreNotShownToAStranger() {
        assertThat(verdict("holder")).isEqualTo(Verdict.SILENT);
    }

    @Test
    void whoLostTheContentOrIsGoneIsSilent() throws IOException {
        held.provide(cid);
        held.remove(cid);
        assertThat(verdict("holder")).isEqualTo(Verdict.SILENT);
        assertThat(verdict("nobody")).isEqualTo(Verdict.SILENT);
    }

    @Test
    void aChallengeMustComeFromABlockThatIsFinalThere() throws IOException {
        held.provide(cid);
        block(askersBlocks, 2);
        assertThat(verdict("holder")).isEqualTo(Verdict.SILENT);

        block(holdersBlocks, 2);
        assertThat(verdict("holder")).isEqualTo(Verdict.HELD);
        for (int height = 3; height < 100; height++) {
            block(holdersBlocks, height);
        }
        assertThat(verdict("holder")).isEqualTo(Verdict.SILENT);
    }

    @Test
    void nobodyProvesInAnothersName() throws IOException {
        held.provide(cid);
        PeerNetwork third = peers.join("third");
        Challenge toThird = new Challenge(cid, "third", 1, hash(1));

        assertThat(third.request("holder", StorageProofs.PROTOCOL, toThird.encode())
                        .toCompletableFuture())
                .isCompletedExceptionally();
        assertThat(third.request("holder", StorageProofs.PROTOCOL, new byte[1000])
                        .toCompletableFuture())
                .isCompletedExceptionally();
    }

    private Verdict verdict(String peer) {
        return asker.challenge(peer, cid, root).toCompletableFuture().join();
    }

    private static void block(RecentBlocks blocks, long height) {
        blocks.add(new FinalBlock(height, hash(height), height * 1000, Hash.ZERO));
    }

    private static Hash hash(long height) {
        return Hash.sha256(new byte[] {(byte) height});
    }
}
