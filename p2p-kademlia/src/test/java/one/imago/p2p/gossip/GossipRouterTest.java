package one.imago.p2p.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import one.imago.p2p.gossip.GossipFrame.Have;
import one.imago.p2p.gossip.VirtualNetwork.Node;
import org.junit.jupiter.api.Test;

final class GossipRouterTest {
    private final VirtualNetwork network = new VirtualNetwork(7);

    @Test
    void everyHonestMessageReachesAllFiftyNodesOnceDespiteLoss() {
        subscribed(50);
        network.connectAtRandom(6);
        network.loss = 0.2;
        network.run(Duration.ofSeconds(5));
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            sent.add("message " + i);
            Node author = network.nodes.get(i % 50);
            author.router.publish(author.message("message " + i));
            network.run(Duration.ofMillis(200));
        }
        network.run(Duration.ofSeconds(8));
        for (int i = 0; i < 50; i++) {
            List<String> expected = new ArrayList<>(sent);
            expected.remove("message " + i);
            assertThat(network.nodes.get(i).heard).as("node %s", i).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void aMessageCrossesALineOfNodesThatEachKnowOnlyTheirNeighbours() {
        subscribed(6);
        for (int i = 1; i < 6; i++) {
            network.connect(network.nodes.get(i), network.nodes.get(i - 1));
        }
        network.run(Duration.ofSeconds(2));
        publish(network.nodes.get(0), "hello");
        network.run(Duration.ofSeconds(1));
        assertThat(network.nodes.get(5).heard).containsExactly("hello");
        assertThat(network.nodes.get(0).heard).isEmpty();
    }

    @Test
    void meshesStayWithinTheirBounds() {
        subscribed(50);
        network.connectAtRandom(20);
        network.run(Duration.ofSeconds(20));
        for (Node node : network.nodes) {
            assertThat(node.mesh()).hasSizeBetween(GossipParameters.D_LOW, GossipParameters.D_HIGH);
            for (Node other : network.nodes) {
                assertThat(node.mesh().contains(other.id()))
                        .isEqualTo(other.mesh().contains(node.id()));
            }
        }
    }

    @Test
    void aPeerThatSendsInvalidMessagesIsPrunedAndGraylistedAndTheOthersGoOn() {
        subscribed(20);
        Node bad = network.nodes.get(19);
        network.connectAtRandom(6);
        network.run(Duration.ofSeconds(5));
        for (int i = 0; i < 5; i++) {
            publish(bad, "bad " + i);
            network.run(Duration.ofSeconds(1));
        }
        for (Node honest : network.nodes.subList(0, 19)) {
            assertThat(honest.mesh()).doesNotContain(bad.id());
            if (honest.router.scores().score(bad.id()) != 0) {
                assertThat(honest.scoreOf(bad)).isLessThan(ScoreParameters.GRAYLIST_THRESHOLD);
            }
            for (Node other : network.nodes.subList(0, 19)) {
                assertThat(honest.scoreOf(other)).isNotNegative();
            }
        }
        assertThat(network.nodes.get(0).heard).doesNotContain("bad 4");
        publish(network.nodes.get(3), "good");
        network.run(Duration.ofSeconds(3));
        assertThat(network.nodes.subList(0, 19))
                .filteredOn(node -> node != network.nodes.get(3))
                .allMatch(node -> node.heard.contains("good"));
    }

    @Test
    void aBadScoreOutlivesTheConnection() {
        Node honest = subscribed(2).get(0);
        Node bad = network.nodes.get(1);
        network.connect(honest, bad);
        network.run(Duration.ofSeconds(2));
        for (int i = 0; i < 3; i++) {
            publish(bad, "bad " + i);
        }
        network.run(Duration.ofSeconds(1));
        honest.drop(bad.id());
        network.run(Duration.ofSeconds(5));
        network.connect(bad, honest);
        assertThat(honest.scoreOf(bad)).isLessThan(ScoreParameters.GRAYLIST_THRESHOLD);
    }

    @Test
    void aForgedCopyDoesNotKeepTheRealMessageOut() {
        Node receiver = subscribed(3).get(0);
        Node author = network.nodes.get(1);
        Node forger = network.nodes.get(2);
        network.connect(author, receiver);
        network.connect(forger, receiver);
        network.run(Duration.ofSeconds(2));
        SignedMessage real = author.message(77, "the truth");
        byte[] forged = real.encoded().clone();
        int at = new String(forged, StandardCharsets.ISO_8859_1).indexOf("truth");
        forged[at] = 'T';
        receiver.router.received(forger.id(), frameOf(forged));
        receiver.router.received(author.id(), FrameCodec.encode(GossipFrame.of(real)));
        network.run(Duration.ofSeconds(1));
        assertThat(receiver.heard).containsExactly("the truth");
        assertThat(receiver.scoreOf(forger)).isNegative();
        assertThat(receiver.scoreOf(author)).isPositive();
    }

    @Test
    void anUnreadableFrameEndsTheConversation() {
        Node honest = subscribed(2).get(0);
        Node bad = network.nodes.get(1);
        network.connect(bad, honest);
        network.run(Duration.ofSeconds(2));
        honest.router.received(bad.id(), new byte[] {0x12, 0x7f});
        assertThat(honest.router.counts().unreadable.sum()).isEqualTo(1);
        assertThat(honest.mesh()).isEmpty();
        network.connect(bad, honest);
        assertThat(honest.scoreOf(bad)).isLessThan(ScoreParameters.GRAYLIST_THRESHOLD);
    }

    @Test
    void whoPromisesMessagesAndDoesNotSendThemLosesScore() {
        Node asker = subscribed(2).get(0);
        Node liar = network.nodes.get(1);
        network.connect(liar, asker);
        network.run(Duration.ofSeconds(2));
        for (int i = 0; i < 12; i++) {
            MessageId invented = liar.message(1000 + i, "never sent").id();
            asker.router.received(
                    liar.id(),
                    FrameCodec.encode(GossipFrame.having(List.of(new Have(VirtualNetwork.TOPIC, List.of(invented))))));
            network.run(Duration.ofSeconds(1));
        }
        network.run(Duration.ofSeconds(5));
        assertThat(asker.scoreOf(liar)).isLessThan(ScoreParameters.GOSSIP_THRESHOLD);
    }

    @Test
    void aPeerThatAsksBackInTooSoonIsRefused() {
        Node node = subscribed(2).get(0);
        Node pushy = network.nodes.get(1);
        network.connect(pushy, node);
        network.run(Duration.ofSeconds(2));
        node.router.unsubscribe(VirtualNetwork.TOPIC);
        network.run(Duration.ofSeconds(1));
        node.router.subscribe(VirtualNetwork.TOPIC);
        byte[] graft = FrameCodec.encode(GossipFrame.meshing(List.of(VirtualNetwork.TOPIC), List.of()));
        for (int i = 0; i < 10; i++) {
            node.router.received(pushy.id(), graft);
        }
        assertThat(node.mesh()).doesNotContain(pushy.id());
        assertThat(node.scoreOf(pushy)).isNegative();
    }

    @Test
    void aLargeMessageOfATopicThatTheAuthorIsNotInGoesOutByTheFanout() {
        Node author = network.add();
        List<Node> others = subscribed(12);
        others.forEach(other -> network.connect(author, other));
        network.connectAtRandom(4);
        network.run(Duration.ofSeconds(3));
        publish(author, "x".repeat(200_000));
        assertThat(author.router.meshes().fanout(VirtualNetwork.TOPIC)).hasSize(GossipParameters.D);
        network.run(Duration.ofSeconds(2));
        assertThat(network.nodes.subList(1, 13)).allMatch(node -> node.heard.size() == 1);
        network.run(GossipParameters.FANOUT_TTL.plusSeconds(2));
        assertThat(author.router.meshes().fanoutTopics()).isEmpty();
    }

    private List<Node> subscribed(int count) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Node node = network.add();
            node.router.subscribe(VirtualNetwork.TOPIC);
            nodes.add(node);
        }
        return nodes;
    }

    private static void publish(Node node, String text) {
        node.router.publish(node.message(text));
    }

    /** A frame with a message that the codec would not write. */
    private static byte[] frameOf(byte[] message) {
        byte[] frame = new byte[message.length + 3];
        frame[0] = 0x12;
        frame[1] = (byte) (message.length | 0x80);
        frame[2] = (byte) (message.length >> 7);
        System.arraycopy(message, 0, frame, 3, message.length);
        return frame;
    }
}
