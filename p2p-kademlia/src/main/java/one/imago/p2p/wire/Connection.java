package one.imago.p2p.wire;

import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import one.imago.p2p.connection.PeerConnection;
import one.imago.p2p.connection.PeerStream;
import one.imago.p2p.yamux.TokenBucket;
import one.imago.p2p.yamux.YamuxLimits;
import one.imago.p2p.yamux.YamuxSession;
import one.imago.p2p.yamux.YamuxStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An encrypted, multiplexed connection to a peer whose id is proven. Its state belongs to the channel's event loop. */
final class Connection implements SecureLink.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final PeerConnection info;
    private final Channel channel;
    private final YamuxSession session;
    private final StreamHandlers handlers;
    private final Clock clock;
    private final TokenBucket bytes;
    private final Consumer<Connection> onClosed;
    private @Nullable Future<?> resting;

    Connection(
            PeerConnection info,
            Channel channel,
            SecureLink link,
            StreamHandlers handlers,
            Costs costs,
            Consumer<Connection> onClosed) {
        this.info = info;
        this.channel = channel;
        this.handlers = handlers;
        this.clock = costs.clock();
        this.onClosed = onClosed;
        this.bytes = new TokenBucket(costs.bytesPerSecond(), 2.0 * costs.bytesPerSecond(), clock.millis());
        this.session =
                new YamuxSession(info.outbound(), link, channel.eventLoop(), clock, costs.streams(), this::negotiate);
    }

    /**
     * What a connection may cost.
     *
     * @param clock for rates
     * @param bytesPerSecond bytes that the peer may send in a second in the long run, and twice as many at once; above it
     *     this node reads later
     * @param streams limits of its streams
     */
    record Costs(Clock clock, long bytesPerSecond, YamuxLimits streams) {}

    PeerConnection info() {
        return info;
    }

    YamuxSession session() {
        return session;
    }

    Channel channel() {
        return channel;
    }

    /** Opens a stream for the first of the protocols that the peer speaks. */
    CompletionStage<PeerStream> open(List<String> protocols) {
        Negotiation negotiation = Negotiation.dialler(protocols);
        return session.open()
                .thenCompose(stream -> StreamNegotiation.of(stream, negotiation, channel.eventLoop())
                        .thenApply(protocol -> new WireStream(info.peer(), protocol, stream)));
    }

    private void negotiate(YamuxStream stream) {
        StreamNegotiation.of(stream, Negotiation.listener(handlers::speaks), channel.eventLoop())
                .thenAccept(protocol -> handlers.handle(new WireStream(info.peer(), protocol, stream)))
                .exceptionally(e -> {
                    LOG.debug("a stream of {} came to nothing: {}", info.peer(), e.toString());
                    return null;
                });
    }

    /** Says goodbye and closes. */
    CompletionStage<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        channel.closeFuture().addListener(done -> closed.complete(null));
        session.goAway();
        return closed;
    }

    @Override
    public void receive(ByteBuffer plain) throws IOException {
        session.receive(plain);
    }

    @Override
    public void writable() {
        session.writable();
    }

    /** A peer above its rate is read later: its own sending waits, and nobody else's. */
    @Override
    public void received(int count) {
        long debtMillis = bytes.charge(count, clock.millis());
        if (debtMillis > 0 && channel.config().isAutoRead()) {
            channel.config().setAutoRead(false);
            resting = channel.eventLoop().schedule(this::readAgain, debtMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void readAgain() {
        channel.config().setAutoRead(true);
    }

    @Override
    public void closed(IOException cause) {
        LOG.debug("connection to {} closed: {}", info.peer(), cause.getMessage());
        if (resting != null) {
            resting.cancel(false);
        }
        session.closed(cause);
        onClosed.accept(this);
    }
}
