package one.imago.p2p.bitswap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hash;
import one.imago.p2p.Eventually;
import one.imago.p2p.bitswap.BitswapMessage.Presence;
import one.imago.p2p.bitswap.MemoryNetwork.Node;
import one.imago.p2p.bitswap.MemoryNetwork.Stranger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BlockServerTest {
    private final MemoryNetwork network = new MemoryNetwork();

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void saysWhatItHasAndWhatItHasNot() throws Exception {
        Node server = network.node();
        Stranger asker = network.stranger();
        Cid here = server.blocks.put(new byte[10]);
        Cid secret = server.blocks.put(new byte[11]);
        server.blocks.secret.add(secret);
        Cid absent = Cid.of(Cid.RAW, new byte[32]);
        asker.say(server, BitswapMessage.wanting(List.of(Want.have(here), Want.have(secret), Want.block(absent, 1))));
        settle(() -> asker.heard.size() == 1);
        assertThat(asker.heard.get(0).presences())
                .containsExactlyInAnyOrder(
                        Presence.of(here, true), Presence.of(secret, false), Presence.of(absent, false));
        assertThat(asker.heard.get(0).blocks()).isEmpty();
    }

    @Test
    void aSecretBlockStaysHere() throws Exception {
        Node server = network.node();
        Stranger asker = network.stranger();
        Cid secret = server.blocks.put(new byte[11]);
        server.blocks.secret.add(secret);
        asker.say(server, BitswapMessage.wanting(List.of(Want.block(secret, 1))));
        settle(() -> asker.heard.size() == 1);
        assertThat(asker.heard.get(0).blocks()).isEmpty();
        assertThat(asker.heard.get(0).presences()).containsExactly(Presence.of(secret, false));
    }

    @Test
    void aWantOfAnotherKindIsAnsweredWithItsOwnBytes() throws Exception {
        Node server = network.node();
        Stranger asker = network.stranger();
        ByteBuffer v0 = ByteBuffer.wrap(new byte[34]);
        network.owned(() -> server.server.received(
                asker.id, new BitswapMessage(false, List.of(), List.of(v0), List.of(), List.of(), 0)));
        settle(() -> asker.heard.size() == 1);
        assertThat(asker.heard.get(0).presences()).containsExactly(new Presence(v0, false));
    }

    @Test
    void anEndlessWantlistIsCutOff() throws Exception {
        Node server = network.node();
        server.stalled = true;
        Stranger asker = network.stranger();
        Random random = new Random(1);
        for (int message = 0; message < 20; message++) {
            List<Want> wants = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                byte[] digest = new byte[32];
                random.nextBytes(digest);
                wants.add(Want.block(Cid.of(Cid.RAW, digest), 1));
            }
            asker.say(server, BitswapMessage.wanting(wants));
        }
        settle(() -> asker.heard.size() == 1);
        assertThat(server.sent.get())
                .as("the second answer waits for the first")
                .isEqualTo(1);
        assertThat(asker.heard.get(0).presences()).hasSize(ServingLimits.MESSAGE_ANSWERS);
    }

    @Test
    void bytesBeyondTheBudgetComeWhenThereIsSomeAgain() throws Exception {
        Node server = network.node(new ServingLimits(1 << 20, 2 << 20, Duration.ofSeconds(30)));
        Stranger asker = network.stranger();
        List<Want> wants = blocks(server, 5, 1 << 20);
        asker.say(server, BitswapMessage.wanting(wants));
        settle(() -> blocksHeard(asker) == 2);
        network.owned(() -> {});
        assertThat(blocksHeard(asker)).isEqualTo(2);
        settle(() -> {
            network.clock.pass(Duration.ofMillis(100));
            return blocksHeard(asker) == 5;
        });
    }

    @Test
    void reconnectingDoesNotFillTheBudget() throws Exception {
        Node server = network.node(new ServingLimits(1 << 10, 1 << 20, Duration.ofSeconds(30)));
        Stranger asker = network.stranger();
        List<Want> wants = blocks(server, 3, 1 << 20);
        asker.say(server, BitswapMessage.wanting(wants.subList(0, 1)));
        settle(() -> blocksHeard(asker) == 1);
        network.owned(() -> server.server.disconnected(asker.id));
        asker.say(server, BitswapMessage.wanting(wants.subList(1, 3)));
        network.owned(() -> {});
        network.owned(() -> {});
        assertThat(blocksHeard(asker)).isEqualTo(1);
    }

    @Test
    void oneThatWantsLittleDoesNotWaitForOneThatWantsEverything() throws Exception {
        Node server = network.node();
        Stranger greedy = network.stranger();
        Stranger modest = network.stranger();
        greedy.say(server, BitswapMessage.wanting(blocks(server, 100, 256 << 10)));
        Cid small = server.blocks.put(new byte[] {1, 2, 3});
        modest.say(server, BitswapMessage.wanting(List.of(Want.block(small, 1))));
        settle(() -> blocksHeard(modest) == 1);
        assertThat(blocksHeard(greedy)).isLessThan(100);
        settle(() -> blocksHeard(greedy) == 100);
    }

    @Test
    void aCancelledWantIsForgotten() throws Exception {
        Node server = network.node();
        server.stalled = true;
        Stranger asker = network.stranger();
        List<Want> wants = blocks(server, 3, 1 << 20);
        asker.say(server, BitswapMessage.wanting(wants.subList(0, 1)));
        settle(() -> blocksHeard(asker) == 1);
        asker.say(server, BitswapMessage.wanting(wants.subList(1, 3)));
        asker.say(
                server, BitswapMessage.wanting(List.of(Want.cancel(wants.get(1).cid()))));
        network.owned(() -> {});
        assertThat(blocksHeard(asker)).isEqualTo(1);
    }

    private static List<Want> blocks(Node server, int count, int bytes) {
        List<Want> wants = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] block = new byte[bytes];
            block[0] = (byte) i;
            Cid cid = Cid.of(Cid.RAW, Hash.sha256(block).bytes());
            server.blocks.blocks.put(cid, block);
            wants.add(Want.block(cid, 1));
        }
        return wants;
    }

    private long blocksHeard(Stranger asker) {
        long[] count = {0};
        network.owned(() -> count[0] = asker.heard.stream()
                .mapToLong(message -> message.blocks().size())
                .sum());
        return count[0];
    }

    private static void settle(Callable<Boolean> condition) throws Exception {
        Eventually.until(condition);
    }
}
