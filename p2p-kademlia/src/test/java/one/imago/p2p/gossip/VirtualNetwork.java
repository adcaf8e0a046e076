package one.imago.p2p.gossip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import one.imago.node.crypto.SigningKey;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.NodeKey;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.connection.PeerConnection;
import one.imago.p2p.gossip.MessageCheck.Verdict;
import one.imago.p2p.gossip.ScoreParameters.Topic;

/** Routers on one virtual clock, with frames that take a while and get lost. Repeatable by its seed. */
final class VirtualNetwork {
    static final String TOPIC = "/imago/test/1";

    private final Random random;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::order));
    private final Clock clock = new VirtualClock();
    private final Map<PeerId, Node> byId = new HashMap<>();
    /** Every node would find the same. */
    private final Map<SignedMessage, Boolean> signed = new HashMap<>();

    final List<Node> nodes = new ArrayList<>();
    double loss;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long order;

    VirtualNetwork(long seed) {
        random = new Random(seed);
    }

    Node add() {
        Node node = new Node(nodes.size());
        nodes.add(node);
        byId.put(node.id(), node);
        Duration offset = Duration.ofMillis(random.nextInt(1000));
        at(now.plus(offset), () -> beat(node));
        return node;
    }

    private Node node(PeerId peer) {
        return Objects.requireNonNull(byId.get(peer));
    }

    void connect(Node dialler, Node listener) {
        if (dialler != listener && dialler.links.add(listener.id())) {
            listener.links.add(dialler.id());
            dialler.router.connected(new PeerConnection(listener.id(), listener.address, true));
            listener.router.connected(new PeerConnection(dialler.id(), dialler.address, false));
        }
    }

    /** Every node dials a few others. */
    void connectAtRandom(int degree) {
        for (Node node : List.copyOf(nodes)) {
            for (int i = 0; i < degree; i++) {
                connect(node, nodes.get(random.nextInt(nodes.size())));
            }
        }
    }

    void run(Duration time) {
        Instant end = now.plus(time);
        while (!events.isEmpty() && !events.peek().at().isAfter(end)) {
            Event event = events.remove();
            now = event.at();
            event.task().run();
        }
        now = end;
    }

    private void beat(Node node) {
        node.router.heartbeat();
        at(now.plus(GossipParameters.HEARTBEAT), () -> beat(node));
    }

    private void at(Instant time, Runnable task) {
        events.add(new Event(time, order++, task));
    }

    private record Event(Instant at, long order, Runnable task) {}

    /** One router and what it was given. */
    final class Node implements GossipLink {
        private final NodeKey key;
        private final Multiaddr address;
        private final Set<PeerId> links = new HashSet<>();
        final GossipRouter router;
        /** Texts that were given to the topic's handler, as often as they were. */
        final List<String> heard = new ArrayList<>();
        /** Whether it lies about messages that it gossips of. */
        boolean mute;

        private long sequence;

        private Node(int number) {
            key = NodeKey.of(
                    SigningKey.ofSeed(ByteBuffer.allocate(32).putInt(number + 1).array()));
            address = Multiaddr.parse("/ip4/10.0." + number / 200 + "." + (1 + number % 200) + "/tcp/4001");
            router = new GossipRouter(
                    key.peerId(), this, this::judge, clock, new Random(number), topic -> Topic.DEFAULT);
        }

        PeerId id() {
            return key.peerId();
        }

        SignedMessage message(String text) {
            return message(sequence++, text);
        }

        SignedMessage message(long number, String text) {
            return SignedMessage.sign(key, number, TOPIC, text.getBytes(StandardCharsets.UTF_8));
        }

        double scoreOf(Node other) {
            return router.scores().score(other.id());
        }

        Set<PeerId> mesh() {
            return router.meshes().mesh(TOPIC);
        }

        private void judge(PeerId source, SignedMessage message, Consumer<Verdict> verdict) {
            at(now.plusMillis(1 + random.nextInt(5)), () -> {
                if (!signed.computeIfAbsent(message, SignedMessage::signatureHolds)) {
                    verdict.accept(Verdict.FORGED);
                    return;
                }
                String text = new String(message.data(), StandardCharsets.UTF_8);
                heard.add(text);
                verdict.accept(text.startsWith("bad") ? Verdict.INVALID : Verdict.VALID);
            });
        }

        @Override
        public void send(PeerId peer, byte[] frame, Urgency urgency) {
            if (!links.contains(peer) || isLost(frame)) {
                return;
            }
            Node to = node(peer);
            at(now.plusMillis(5 + random.nextInt(45)), () -> {
                if (to.links.contains(id())) {
                    to.router.received(id(), frame);
                }
            });
        }

        /** Subscriptions arrive: streams lose nothing but what a full queue drops, and those it drops last. */
        private boolean isLost(byte[] frame) {
            try {
                GossipFrame decoded = FrameCodec.decode(frame);
                boolean message = !decoded.messages().isEmpty();
                return (mute && message) || (decoded.subscriptions().isEmpty() && random.nextDouble() < loss);
            } catch (MalformedFrame e) {
                return false;
            }
        }

        @Override
        public void drop(PeerId peer) {
            links.remove(peer);
            router.disconnected(peer);
            Node other = node(peer);
            other.links.remove(id());
            other.router.disconnected(id());
        }
    }

    private final class VirtualClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
