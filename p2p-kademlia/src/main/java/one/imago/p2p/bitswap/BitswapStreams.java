package one.imago.p2p.bitswap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.connection.ConnectionListener;
import one.imago.p2p.connection.Host;
import one.imago.p2p.connection.MessageReader;
import one.imago.p2p.connection.PeerIdentity;
import one.imago.p2p.connection.PeerStream;
import one.imago.p2p.connection.StreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Messages over streams. What this node says goes out on a stream that it opens itself, also answers: Helia closes the
 * reading side of the stream on which it asks. The stream is used again while there is something to say, and closed when
 * there is not. What peers say comes in on theirs, a message at a time. Thread-safe.
 */
final class BitswapStreams implements BitswapLink, ConnectionListener {
    static final String PROTOCOL = "/ipfs/bitswap/1.2.0";

    /** Below the ten seconds after which Helia gives a silent stream up. */
    private static final Duration IDLE = Duration.ofSeconds(4);

    /** Streams that one peer may have open to this node; more are refused. */
    private static final int MAX_INBOUND = 8;

    /** Peers whose addresses are remembered for the next connection. */
    private static final int MAX_KNOWN = 1024;

    /** What comes in. Called on the owner's thread. */
    interface Receiver {
        /** The longest message that is taken from the peer now. Called on network threads. */
        int maxBytes(PeerId peer);

        /**
         * @param done called once the next message may be read
         */
        void received(PeerId peer, byte[] message, Runnable done);

        void disconnected(PeerId peer);
    }

    private final Host host;
    private final Threads threads;
    private final Set<PeerId> speakers = ConcurrentHashMap.newKeySet();
    private final Set<PeerId> dropped = ConcurrentHashMap.newKeySet();
    private final Map<PeerId, Outbound> outbound = new HashMap<>();
    private final Map<PeerId, Set<PeerStream>> inbound = new HashMap<>();
    private final Cache<PeerId, List<Multiaddr>> known =
            Caffeine.newBuilder().maximumSize(MAX_KNOWN).executor(Runnable::run).build();

    private @Nullable Receiver receiver;

    BitswapStreams(Host host, Threads threads) {
        this.host = host;
        this.threads = threads;
    }

    void start(Receiver messages) {
        threads.own(() -> receiver = messages);
        host.listen(this);
        host.accept(PROTOCOL, stream -> threads.own(() -> accepted(stream)));
    }

    void stop() {
        host.refuse(PROTOCOL);
    }

    @Override
    public Set<PeerId> peers() {
        return Set.copyOf(speakers);
    }

    @Override
    public void introduce(PeerId peer, List<Multiaddr> addresses) {
        known.put(peer, addresses);
    }

    @Override
    public CompletionStage<Void> send(PeerId peer, byte[] message) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        threads.own(() -> {
            if (dropped.contains(peer)) {
                sent.completeExceptionally(new IOException("peer " + peer + " is not spoken to"));
            } else {
                outbound.computeIfAbsent(peer, Outbound::new).send(MessageReader.framed(message), sent);
            }
        });
        return sent;
    }

    @Override
    public void drop(PeerId peer) {
        dropped.add(peer);
        speakers.remove(peer);
        threads.own(() -> forget(peer));
    }

    @Override
    public void identified(PeerId peer, PeerIdentity identity) {
        if (identity.protocols().contains(PROTOCOL) && !dropped.contains(peer)) {
            speakers.add(peer);
        } else {
            speakers.remove(peer);
        }
    }

    @Override
    public void disconnected(PeerId peer) {
        speakers.remove(peer);
        dropped.remove(peer);
        threads.own(() -> forget(peer));
    }

    private List<Multiaddr> hints(PeerId peer) {
        List<Multiaddr> addresses = known.getIfPresent(peer);
        return addresses == null ? List.of() : addresses;
    }

    private void forget(PeerId peer) {
        Outbound out = outbound.remove(peer);
        if (out != null) {
            out.close();
        }
        Set<PeerStream> streams = inbound.remove(peer);
        if (streams != null) {
            streams.forEach(PeerStream::reset);
        }
        if (receiver != null) {
            receiver.disconnected(peer);
        }
    }

    private void accepted(PeerStream stream) {
        PeerId peer = stream.peer();
        Receiver messages = receiver;
        if (messages == null || dropped.contains(peer)) {
            stream.reset();
            return;
        }
        Set<PeerStream> open = inbound.computeIfAbsent(peer, key -> ConcurrentHashMap.newKeySet());
        if (open.size() == MAX_INBOUND) {
            stream.reset();
            return;
        }
        open.add(stream);
        speakers.add(peer);
        // Nothing is said on a peer's stream.
        stream.closeWrite();
        stream.read(new MessageReader(BitswapMessage.MAX_BYTES, new Inbound(stream, open, messages)));
    }

    /** What a peer says on one of its streams. */
    private final class Inbound implements MessageReader.Sink {
        private final PeerStream stream;
        private final Set<PeerStream> open;
        private final Receiver messages;

        private Inbound(PeerStream stream, Set<PeerStream> open, Receiver messages) {
            this.stream = stream;
            this.open = open;
            this.messages = messages;
        }

        @Override
        public void message(byte[] message) {
            if (message.length > messages.maxBytes(stream.peer())) {
                throw new IllegalStateException("a message that nobody waits for is too large");
            }
            stream.pause();
            AtomicBoolean done = new AtomicBoolean();
            threads.own(() -> messages.received(stream.peer(), message, () -> {
                if (done.compareAndSet(false, true)) {
                    stream.resume();
                }
            }));
        }

        @Override
        public void end() {
            open.remove(stream);
        }

        @Override
        public void failed(IOException cause) {
            open.remove(stream);
        }
    }

    /** The stream on which this node speaks to one peer; owner's thread. */
    @SuppressWarnings(
            "FutureReturnValueIgnored") // a stream that does not open fails the write, and that is what counts
    private final class Outbound {
        private final PeerId peer;
        private @Nullable CompletableFuture<PeerStream> stream;
        private int waiting;
        private Future<?> closing = CompletableFuture.completedFuture(false);

        private Outbound(PeerId peer) {
            this.peer = peer;
        }

        private void send(byte[] framed, CompletableFuture<Void> sent) {
            closing.cancel(false);
            waiting++;
            write(framed, true)
                    .whenComplete((done, failure) -> threads.own(() -> {
                        if (--waiting == 0 && outbound.get(peer) == this) {
                            closing = threads.after(IDLE, this::closeIfIdle);
                        }
                        if (failure == null) {
                            sent.complete(null);
                        } else {
                            sent.completeExceptionally(failure);
                        }
                    }));
        }

        /** A stream that the peer gave up meanwhile is replaced once. */
        private CompletionStage<Void> write(byte[] framed, boolean again) {
            CompletableFuture<PeerStream> current = stream;
            boolean used = current != null;
            if (current == null) {
                current = host.open(peer, hints(peer), List.of(PROTOCOL)).toCompletableFuture();
                current.thenAccept(opened -> opened.read(new Ignored()));
                stream = current;
            }
            CompletableFuture<PeerStream> chosen = current;
            return chosen.thenCompose(opened -> opened.write(framed))
                    .handle((done, failure) -> failure)
                    .thenComposeAsync(failure -> retry(failure, chosen, framed, used && again), threads::own);
        }

        private CompletionStage<Void> retry(
                @Nullable Throwable failure, CompletableFuture<PeerStream> failed, byte[] framed, boolean again) {
            if (failure == null) {
                return CompletableFuture.completedFuture(null);
            }
            if (stream == failed) {
                stream = null;
            }
            return again ? write(framed, false) : CompletableFuture.failedFuture(failure);
        }

        private void closeIfIdle() {
            if (waiting == 0 && stream != null) {
                stream.thenAccept(PeerStream::closeWrite);
                stream = null;
            }
        }

        private void close() {
            closing.cancel(false);
            if (stream != null) {
                stream.thenAccept(PeerStream::reset);
                stream = null;
            }
        }
    }

    /** Nothing is to be said on a stream of this node; some peers close it, some do not care. */
    private static final class Ignored implements StreamReader {
        @Override
        public void data(byte[] bytes) {
            throw new IllegalStateException("a peer answers on the stream that it was asked on");
        }

        @Override
        public void end() {
            // as it should
        }

        @Override
        public void failed(IOException cause) {
            // the next write fails as well
        }
    }
}
