package one.imago.p2p.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import one.imago.p2p.connection.MessageReader;
import one.imago.p2p.connection.PeerStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Identify and identify/push: every new connection is asked who is there, everyone who asks is answered, and peers are told
 * when the protocols of this node change.
 *
 * <p>Source: libp2p specs, identify.
 */
final class Identify {
    static final String PROTOCOL = "/ipfs/id/1.0.0";
    static final String PUSH = "/ipfs/id/push/1.0.0";

    private static final Logger LOG = LoggerFactory.getLogger(Identify.class);
    private static final long PATIENCE_SECONDS = 10;
    private static final long PUSH_DELAY_MILLIS = 200;

    private final NettyHost host;
    private final StreamHandlers handlers;
    private final String agent;
    private @Nullable Future<?> pushing;

    Identify(NettyHost host, StreamHandlers handlers, String agent) {
        this.host = host;
        this.handlers = handlers;
        this.agent = agent;
        handlers.put(PROTOCOL, this::answer);
        handlers.put(PUSH, this::pushed);
    }

    private void answer(PeerStream stream) {
        stream.read(new MessageReader(0, new Ignoring()));
        stream.write(MessageReader.framed(message(stream)));
        stream.closeWrite();
    }

    private byte[] message(PeerStream stream) {
        return new IdentifyMessage(
                        host.self(),
                        agent,
                        handlers.protocols(),
                        host.addresses(),
                        host.table().of(stream.peer()).stream()
                                .map(connection -> connection.info().address().withoutPeer())
                                .findFirst())
                .encode();
    }

    /** Asks who is there. Not being told is no reason to close: the peer id is proven, the rest is comfort. */
    void ask(Connection connection, InetAddress remote) {
        connection
                .open(List.of(PROTOCOL))
                .thenAccept(stream -> {
                    var timeout = connection
                            .channel()
                            .eventLoop()
                            .schedule(stream::reset, PATIENCE_SECONDS, TimeUnit.SECONDS);
                    stream.closeWrite();
                    stream.read(new MessageReader(
                            IdentifyMessage.MAX_BYTES, new Reply(stream, connection, () -> timeout.cancel(false))));
                })
                .exceptionally(e -> {
                    LOG.debug("{} does not identify: {}", connection.info().peer(), e.toString());
                    return null;
                });
    }

    private void pushed(PeerStream stream) {
        List<Connection> connections = host.table().of(stream.peer());
        if (connections.isEmpty()) {
            stream.reset();
            return;
        }
        stream.closeWrite();
        stream.read(new MessageReader(IdentifyMessage.MAX_BYTES, new Reply(stream, connections.get(0), () -> {})));
    }

    /** The protocols of this node changed; peers are told soon, once for changes that come together. */
    synchronized void changed() {
        if (host.table().size() > 0 && (pushing == null || pushing.isDone())) {
            pushing = host.loops().next().schedule(this::push, PUSH_DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void push() {
        for (Connection connection : host.table().all()) {
            connection
                    .open(List.of(PUSH))
                    .thenAccept(stream -> {
                        stream.read(new MessageReader(0, new Ignoring()));
                        stream.write(MessageReader.framed(message(stream)));
                        stream.closeWrite();
                    })
                    .exceptionally(e -> null);
        }
    }

    private void learn(Connection connection, IdentifyMessage message) {
        if (!message.peer().equals(connection.info().peer())) {
            LOG.debug("{} says that it is somebody else", connection.info().peer());
            return;
        }
        host.book().learn(message.peer(), message.addresses());
        message.observed()
                .ifPresent(seen -> host.own()
                        .seen(
                                seen,
                                connection.info().outbound(),
                                connection.info().address().ip().orElse(null)));
        host.table().tell(listener -> listener.identified(message.peer(), message.identity()));
    }

    /** A peer that has nothing to say. */
    private record Ignoring() implements MessageReader.Sink {
        @Override
        public void message(byte[] message) {}

        @Override
        public void end() {}

        @Override
        public void failed(IOException cause) {}
    }

    /** The one message of a peer. */
    private final class Reply implements MessageReader.Sink {
        private final PeerStream stream;
        private final Connection connection;
        private final Runnable done;

        Reply(PeerStream stream, Connection connection, Runnable done) {
            this.stream = stream;
            this.connection = connection;
            this.done = done;
        }

        @Override
        public void message(byte[] bytes) {
            done.run();
            try {
                learn(connection, IdentifyMessage.decode(bytes));
            } catch (IOException e) {
                LOG.debug("{} identifies in a way not understood: {}", stream.peer(), e.getMessage());
                stream.reset();
            }
        }

        @Override
        public void end() {
            done.run();
        }

        @Override
        public void failed(IOException cause) {
            done.run();
        }
    }
}
