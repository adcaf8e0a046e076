package one.imago.p2p.gossip;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import one.imago.node.peer.PeerNetwork.MessageHandler;
import one.imago.node.service.NodeContext;
import one.imago.node.service.Service;
import one.imago.p2p.address.NodeKey;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.connection.Host;
import one.imago.p2p.gossip.MessageCheck.Verdict;
import one.imago.p2p.gossip.ScoreParameters.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publish and subscribe for the node. What comes in is judged on a thread of its own, the signature first and then the
 * topic's handler; the router has another. Thread-safe.
 */
public final class Gossip extends Service {
    private static final Logger LOG = LoggerFactory.getLogger(Gossip.class);

    /** Own messages that wait for the router; more would only wait longer. */
    private static final int MAX_WAITING = 1024;

    private final NodeKey key;
    private final Host host;
    private final ScheduledExecutorService owner;
    private final Executor checker;
    private final GossipStreams streams;
    private final GossipRouter router;
    private final Map<String, MessageHandler> handlers = new ConcurrentHashMap<>();
    private final AtomicLong sequence;
    private final AtomicInteger waiting = new AtomicInteger();

    public Gossip(NodeKey key, Host host, NodeContext context) {
        this.key = key;
        this.host = host;
        this.owner = context.executors().singleThread("gossip");
        // Not the shared workers, which may all be waiting for the network. What waits here the router bounds.
        this.checker = context.executors().singleThread("gossip-check");
        // Not from zero: peers remember the numbers of the run before.
        this.sequence = new AtomicLong(context.random().nextLong());
        this.streams = new GossipStreams(host, owner);
        this.router = new GossipRouter(
                key.peerId(), streams, this::check, context.clock(), context.random(), topic -> Topic.DEFAULT);
        count(context.metrics(), "accepted", router.counts().accepted);
        count(context.metrics(), "duplicate", router.counts().duplicates);
        count(context.metrics(), "rejected", router.counts().rejected);
        count(context.metrics(), "ignored", router.counts().ignored);
        count(context.metrics(), "overflowed", router.counts().overflowed);
        count(context.metrics(), "unreadable", router.counts().unreadable);
    }

    @Override
    public String name() {
        return "gossip";
    }

    @Override
    protected void doStart() {
        streams.start(router);
        long millis = GossipParameters.HEARTBEAT.toMillis();
        Future<?> unused = owner.scheduleAtFixedRate(router::heartbeat, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() {
        streams.stop();
        owner.shutdown();
    }

    /**
     * Signs a message and sends it to those who listen; best effort, nothing without a connected peer.
     *
     * @param message at most 1 MiB
     */
    public void publish(String topic, byte[] message) {
        if (host.connections().isEmpty()) {
            // Nobody would hear it; a signature for each would cost a lone node half of its rate.
            return;
        }
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            LOG.warn("a message on {} is not sent: {} are waiting", topic, MAX_WAITING);
            return;
        }
        try {
            SignedMessage signed = SignedMessage.sign(key, sequence.getAndIncrement(), topic, message);
            owner.execute(() -> {
                waiting.decrementAndGet();
                router.publish(signed);
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("a message on {} is not sent: the node is stopping", topic);
        } catch (RuntimeException e) {
            waiting.decrementAndGet();
            throw e;
        }
    }

    /**
     * Enters a topic.
     *
     * @param handler judges each message before it goes on; called one message at a time, on a thread that nobody else
     *     waits for. The peer id that it is told
     *     is that of the peer from which the message came, which is rarely its author, and which pays for every message
     *     that is found wrong: a message that is only late, or of no use, is not wrong
     */
    public void subscribe(String topic, MessageHandler handler) {
        if (handlers.putIfAbsent(topic, handler) != null) {
            throw new IllegalStateException("topic " + topic + " has a handler");
        }
        owner.execute(() -> router.subscribe(topic));
    }

    private void check(PeerId source, SignedMessage message, Consumer<Verdict> verdict) {
        try {
            checker.execute(() -> {
                Verdict found = judge(source, message);
                streams.later(() -> verdict.accept(found));
            });
        } catch (RejectedExecutionException e) {
            verdict.accept(Verdict.UNJUDGED);
        }
    }

    private Verdict judge(PeerId source, SignedMessage message) {
        try {
            if (!message.signatureHolds()) {
                return Verdict.FORGED;
            }
            MessageHandler handler = handlers.get(message.topic());
            if (handler == null) {
                return Verdict.UNJUDGED;
            }
            return handler.accept(source.toString(), message.data()) ? Verdict.VALID : Verdict.INVALID;
        } catch (RuntimeException e) {
            LOG.error("the handler of topic {} failed", message.topic(), e);
            return Verdict.UNJUDGED;
        }
    }

    private void count(MeterRegistry metrics, String result, LongAdder value) {
        FunctionCounter.builder("gossip_messages", value, LongAdder::sum)
                .tag("result", result)
                .description("Messages and frames of peers, by what became of them")
                .register(metrics);
    }
}
