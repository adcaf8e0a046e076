package one.imago.p2p.gossip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import one.imago.p2p.Eventually;
import one.imago.p2p.SocketNode;
import one.imago.p2p.connection.PeerStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gossip over sockets. */
final class GossipIT {
    private static final String TOPIC = "/imago/test/1";

    private final Listener a;
    private final Listener b;
    private final Listener c;

    GossipIT() throws Exception {
        a = new Listener();
        b = new Listener();
        c = new Listener();
    }

    @AfterEach
    void close() {
        List.of(a, b, c).forEach(each -> each.node.close());
    }

    /** A node that writes down what it hears. */
    private static final class Listener {
        private final SocketNode node;
        private final Gossip gossip;
        private final List<String> heard = new CopyOnWriteArrayList<>();

        private Listener() throws Exception {
            node = new SocketNode();
            gossip = new Gossip(node.key, node.host, node.context);
        }

        private void start() throws Exception {
            node.start(gossip);
            gossip.subscribe(TOPIC, (peer, message) -> heard.add(new String(message, UTF_8)));
        }
    }

    @Test
    void aMessageReachesWhoIsNotConnectedToItsAuthor() throws Exception {
        startAll();
        b.node.connect(a.node);
        b.node.connect(c.node);
        speakUntilHeard(a, c);
        assertThat(a.heard).isEmpty();
        a.gossip.publish(TOPIC, new byte[1 << 20]);
        Eventually.until(() -> c.heard.stream().anyMatch(text -> text.length() == 1 << 20));
        assertThat(c.heard).doesNotHaveDuplicates();
    }

    @Test
    void aPeerThatSpeaksGarbageIsDroppedAndTheOthersGoOn() throws Exception {
        startAll();
        b.node.connect(a.node);
        c.node.connect(a.node);
        speakUntilHeard(a, b);
        PeerStream stream = c.node.host
                .open(a.node.id(), List.of(), List.of(GossipStreams.PROTOCOL))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        // a length, and a message in the frame that is cut off
        stream.write(new byte[] {2, 0x12, 0x7f});
        Eventually.until(() -> a.node.context
                        .metrics()
                        .get("gossip_messages")
                        .tag("result", "unreadable")
                        .functionCounter()
                        .count()
                == 1);
        a.gossip.publish(TOPIC, "still here".getBytes(UTF_8));
        Eventually.until(() -> b.heard.contains("still here"));
        assertThat(c.heard).doesNotContain("still here");
    }

    private void startAll() throws Exception {
        for (Listener each : List.of(a, b, c)) {
            each.start();
        }
    }

    /** Meshes form within a heartbeat or two; what is said before may be lost, as the port allows. */
    private static void speakUntilHeard(Listener from, Listener to) throws Exception {
        int[] said = {0};
        Eventually.until(() -> {
            from.gossip.publish(TOPIC, ("hello " + said[0]++).getBytes(UTF_8));
            return !to.heard.isEmpty();
        });
    }
}
