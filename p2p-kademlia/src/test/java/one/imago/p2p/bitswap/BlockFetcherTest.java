package one.imago.p2p.bitswap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;
import one.imago.p2p.bitswap.BitswapMessage.Payload;
import one.imago.p2p.bitswap.BitswapMessage.Presence;
import one.imago.p2p.bitswap.MemoryNetwork.Node;
import one.imago.p2p.bitswap.MemoryNetwork.Stranger;
import one.imago.p2p.unixfs.FileNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BlockFetcherTest {
    private final MemoryNetwork network = new MemoryNetwork();
    private final Node client = network.node();

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void fetchesAFileOfOneBlock() throws Exception {
        Node holder = network.node();
        network.connect(client, holder);
        Cid root = holder.blocks.put(bytes(1000));
        assertThat(get(client.fetch(root))).isEqualTo(new Fetched(1000, 1));
        assertThat(client.blocks.blocks).containsOnlyKeys(root);
    }

    @Test
    void fetchesALargeFileFromSeveralPeersAtOnce() throws Exception {
        byte[] file = bytes(20 << 20);
        List<Node> holders = new ArrayList<>();
        Cid root = client.blocks.put(file);
        client.blocks.blocks.clear();
        for (int i = 0; i < 4; i++) {
            Node holder = network.node();
            holder.blocks.put(file);
            network.connect(client, holder);
            holders.add(holder);
        }
        assertThat(get(client.fetch(root))).isEqualTo(new Fetched(20 << 20, 21));
        assertThat(client.blocks.blocks).hasSize(21);
        assertThat(holders).allMatch(holder -> holder.server.servedBytes().sum() > 1 << 20);
        long served =
                holders.stream().mapToLong(h -> h.server.servedBytes().sum()).sum();
        assertThat(served).as("nothing came twice").isLessThan(21 << 20);
    }

    @Test
    void asksOnlyForWhatIsNotHere() throws Exception {
        Node holder = network.node();
        network.connect(client, holder);
        byte[] file = bytes(5 << 20);
        Cid root = holder.blocks.put(file);
        client.blocks.put(file);
        Cid leaf = client.blocks.blocks.keySet().stream()
                .filter(cid -> cid.codec() == Cid.RAW)
                .findFirst()
                .orElseThrow();
        client.blocks.blocks.remove(leaf);
        get(client.fetch(root));
        assertThat(client.blocks.blocks).containsKey(leaf);
        assertThat(holder.server.servedBytes().sum()).isEqualTo(1 << 20);
    }

    @Test
    void aFileThatIsHereNeedsNobody() throws Exception {
        Cid root = client.blocks.put(bytes(3 << 20));
        assertThat(get(client.fetch(root))).isEqualTo(new Fetched(3 << 20, 4));
        assertThat(client.sent.get()).isZero();
    }

    @Test
    void asksTheProvidersThatItIsToldOf() throws Exception {
        Node holder = network.node();
        Cid root = holder.blocks.put(bytes(3 << 20));
        network.providers.put(root, List.of(holder.id));
        assertThat(get(client.fetch(root)).size()).isEqualTo(3 << 20);
    }

    @Test
    void whatNobodyHasFails() {
        network.connect(client, network.node());
        assertThatThrownBy(() -> get(client.fetch(Cid.of(Cid.RAW, new byte[32]))))
                .hasRootCauseInstanceOf(IOException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void aPeerThatSendsWrongBlocksIsDroppedAndTheFileStillComes() throws Exception {
        byte[] file = bytes(6 << 20);
        Node honest = network.node();
        Cid root = honest.blocks.put(file);
        Stranger liar = network.stranger();
        liar.answer = (from, message) -> message.wants().stream()
                .filter(want -> !want.cancel())
                .forEach(want -> liar.say(
                        client,
                        want.kind() == Want.Kind.HAVE
                                ? BitswapMessage.answering(List.of(), List.of(Presence.of(want.cid(), true)), 0)
                                : BitswapMessage.answering(
                                        List.of(new Payload(want.cid().codec(), ByteBuffer.wrap(bytes(1000)))),
                                        List.of(),
                                        0)));
        network.connect(client, liar);
        network.providers.put(root, List.of(liar.id, honest.id));
        get(client.fetch(root));
        assertThat(client.dropped).containsExactly(liar.id);
        assertSound(client.blocks.blocks);
        assertThat(client.blocks.blocks).hasSize(7);
    }

    @Test
    void blocksThatNobodyAskedForAreNotTaken() {
        Stranger pusher = network.stranger();
        network.connect(client, pusher);
        pusher.say(
                client,
                BitswapMessage.answering(List.of(new Payload(Cid.RAW, ByteBuffer.wrap(bytes(10)))), List.of(), 0));
        network.owned(() -> {});
        assertThat(client.blocks.blocks).isEmpty();
        assertThat(client.dropped).containsExactly(pusher.id);
    }

    @Test
    void aSilentPeerIsPassedOver() throws Exception {
        Node honest = network.node();
        Cid root = honest.blocks.put(bytes(1000));
        Stranger silent = network.stranger();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        silent.answer = (from, message) -> {
            boolean over = message.wants().get(0).cancel();
            (over ? cancelled : asked).complete(null);
        };
        network.providers.put(root, List.of(silent.id, honest.id));
        CompletableFuture<Fetched> fetching = client.fetch(root);
        asked.get(20, TimeUnit.SECONDS);
        network.clock.pass(Duration.ofSeconds(6));
        network.owned(client.fetcher::tick);
        assertThat(get(fetching).size()).isEqualTo(1000);
        cancelled.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aFileLargerThanAskedForIsNotTaken() {
        Node holder = network.node();
        network.connect(client, holder);
        Cid root = holder.blocks.put(bytes(3 << 20));
        assertThatThrownBy(() -> get(client.fetch(root, (3 << 20) - 1))).hasMessageContaining("more than are taken");
        assertThat(client.blocks.blocks).containsOnlyKeys(root);
    }

    @Test
    void aTreeThatLiesAboutASizeIsNotTaken() {
        Node holder = network.node();
        network.connect(client, holder);
        Cid leaf = holder.blocks.put(bytes(100));
        byte[] node = new FileNode(List.of(new FileNode.Child(leaf, 99, 99))).encode();
        Cid root = Cid.of(Cid.DAG_PB, Hash.sha256(node).bytes());
        holder.blocks.blocks.put(root, node);
        assertThatThrownBy(() -> get(client.fetch(root))).hasMessageContaining("not what was expected");
    }

    @Test
    void twoWhoWantOneFileShareTheWork() throws Exception {
        Node holder = network.node();
        network.connect(client, holder);
        Cid root = holder.blocks.put(bytes(8 << 20));
        CompletableFuture<Fetched> first = client.fetch(root);
        CompletableFuture<Fetched> second = client.fetch(root);
        assertThat(get(first)).isEqualTo(get(second));
        assertThat(holder.server.servedBytes().sum()).isLessThan(9 << 20);
    }

    @Test
    void whoStopsWaitingStopsTheFetch() {
        Stranger silent = network.stranger();
        network.connect(client, silent);
        Cid root = Cid.of(Cid.RAW, new byte[32]);
        CompletableFuture<Fetched> fetching = client.fetch(root);
        silent.answer = (from, message) -> {};
        network.owned(() -> client.fetcher.leave(root));
        assertThatThrownBy(() -> get(fetching)).isInstanceOf(CancellationException.class);
    }

    private static void assertSound(Map<Cid, byte[]> blocks) {
        assertThat(blocks)
                .allSatisfy(
                        (cid, block) -> assertThat(Hash.sha256(block).bytes()).isEqualTo(cid.digest()));
    }

    private static Fetched get(CompletableFuture<Fetched> fetching) throws Exception {
        return fetching.get(30, TimeUnit.SECONDS);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
