package one.imago.p2p.takedown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.crypto.PublicKey;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.WorkId;
import one.imago.node.peer.PeerNetwork;
import one.imago.p2p.TestPeers;
import one.imago.p2p.TestWorks;
import one.imago.p2p.content.ContentDenied;
import one.imago.p2p.content.ContentLimits;
import one.imago.p2p.content.FileContentStore;
import one.imago.p2p.content.ServingRules;
import one.imago.p2p.takedown.Takedown.Authority;
import one.imago.p2p.takedown.TakedownDesk.Outcome;
import one.imago.p2p.unixfs.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TakedownTest {
    private static final WorkId WORK = new WorkId(5);

    @TempDir
    Path directory;

    private final SigningKey owner = key(1);
    private final SigningKey list = key(2);
    private final SigningKey stranger = key(3);
    private final TestPeers peers = new TestPeers();
    private final TestWorks works = new TestWorks();
    private final byte[] preview = Bytes.ofLength(1_200_000);
    private Node first;
    private Node second;
    private Cid cid;

    /** A node that holds the preview, as far as takedowns go. */
    private final class Node {
        final TakedownFiles files;
        final FileContentStore store;
        final TakedownDesk desk;

        Node(String name, Set<PublicKey> listKeys) throws IOException {
            PeerNetwork network = peers.join(name);
            files = new TakedownFiles(directory.resolve(name).resolve("takedowns"));
            store = new FileContentStore(
                    directory.resolve(name),
                    new ContentLimits(8 << 20, 1 << 20, 1 << 20),
                    new ServingRules(files::contains, (block, peer) -> false));
            desk = new TakedownDesk(files, listKeys, store::remove, network, Runnable::run);
            files.open();
            store.open();
            desk.start();
            desk.follow(works);
        }

        Cid hold() throws IOException {
            Cid held = store.put(new ByteArrayInputStream(preview)).cid();
            store.provide(held);
            return held;
        }

        boolean serves() {
            return store.peerBlocks().serve(cid, "anyone").isPresent();
        }
    }

    @BeforeEach
    void start() throws IOException {
        first = new Node("first", Set.of(list.publicKey()));
        second = new Node("second", Set.of());
        cid = first.hold();
        assertThat(second.hold()).isEqualTo(cid);
        works.register(WORK.value(), 10, owner.address(), Optional.of(cid));
    }

    @Test
    void anOwnersTakedownBindsEveryNodeThatItReaches() throws IOException {
        assertThat(first.desk.submit(signed(Authority.OWNER, WORK, owner))).isEqualTo(Outcome.CARRIED_OUT);

        for (Node node : new Node[] {first, second}) {
            assertThat(node.serves()).isFalse();
            assertThat(node.store.stat(cid)).isEmpty();
            assertThat(node.store.usedBytes()).isZero();
            assertThatThrownBy(node::hold).isInstanceOf(ContentDenied.class);
        }
        assertThat(first.desk.submit(signed(Authority.OWNER, WORK, owner))).isEqualTo(Outcome.KNOWN);
    }

    @Test
    void aListBindsWhoChoseIt() throws IOException {
        assertThat(first.desk.submit(signed(Authority.LIST, new WorkId(0), list)))
                .isEqualTo(Outcome.CARRIED_OUT);

        assertThat(first.serves()).isFalse();
        assertThat(second.serves()).isTrue();
    }

    @Test
    void nobodyElseBindsAnyone() throws IOException {
        assertThat(first.desk.submit(signed(Authority.OWNER, WORK, stranger))).isEqualTo(Outcome.NOT_BINDING);
        assertThat(first.desk.submit(signed(Authority.OWNER, new WorkId(6), owner)))
                .isEqualTo(Outcome.NOT_BINDING);
        assertThat(first.desk.submit(signed(Authority.LIST, new WorkId(0), stranger)))
                .isEqualTo(Outcome.NOT_BINDING);
        Takedown otherChain = Takedown.sign(Authority.OWNER, Hash.ZERO, WORK, cid, 1, owner);
        assertThat(first.desk.submit(otherChain)).isEqualTo(Outcome.NOT_BINDING);
        Cid other = Cid.of(Cid.RAW, new byte[32]);
        Takedown otherContent = Takedown.sign(Authority.OWNER, TestWorks.CHAIN, WORK, other, 1, owner);
        assertThat(first.desk.submit(otherContent)).isEqualTo(Outcome.NOT_BINDING);
        byte[] forged = signed(Authority.OWNER, WORK, owner).encode();
        forged[Takedown.LENGTH - 1] ^= 1;
        assertThat(first.desk.submit(Takedown.decode(forged))).isEqualTo(Outcome.FORGED);

        assertThat(first.serves()).isTrue();
        assertThat(second.serves()).isTrue();
    }

    @Test
    void itIsRememberedAndMadeUpForAfterACrash() throws IOException {
        // Remembered, and killed before anything was deleted.
        assertThat(first.files.add(signed(Authority.OWNER, WORK, owner))).isTrue();
        assertThat(first.store.stat(cid)).isPresent();

        Node restarted = new Node("first", Set.of());

        assertThat(restarted.store.stat(cid)).isEmpty();
        assertThatThrownBy(restarted::hold).isInstanceOf(ContentDenied.class);
    }

    @Test
    void hasThisForm() throws IOException {
        Cid fixed = Cid.of(Cid.RAW, Hash.sha256(new byte[] {1}).bytes());
        Takedown takedown = Takedown.sign(Authority.OWNER, TestWorks.CHAIN, WORK, fixed, 1_000, owner);

        String signed = "696d61676f2d74616b65646f776e00" + "01" + "01" + TestWorks.CHAIN.hex() + "0000000000000005"
                + Hex.encode(fixed.bytes()) + "00000000000003e8"
                + owner.publicKey().hex();
        assertThat(Hex.encode(takedown.encode())).startsWith(signed).hasSize(2 * Takedown.LENGTH);
        assertThat(takedown.isAuthentic()).isTrue();
        assertThat(Takedown.decode(takedown.encode()).encode()).isEqualTo(takedown.encode());
        assertThat(Hash.sha256(takedown.encode()).hex())
                .isEqualTo("f5238bfe3bc90edbfffc18d1c9e2f7016628efebdc296d18d34b58cc769c48ee");
        for (int at : new int[] {0, 15, 16, 57, 93}) {
            byte[] changed = takedown.encode();
            changed[at] ^= (byte) 0x80;
            assertThatThrownBy(() -> Takedown.decode(changed)).as("byte %d", at).isInstanceOf(IOException.class);
        }
    }

    private Takedown signed(Authority authority, WorkId work, SigningKey key) {
        return Takedown.sign(authority, TestWorks.CHAIN, work, cid, 1_000, key);
    }

    private static SigningKey key(int seed) {
        byte[] bytes = new byte[SigningKey.SEED_LENGTH];
        bytes[0] = (byte) seed;
        return SigningKey.ofSeed(bytes);
    }
}
