package one.imago.p2p.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import one.imago.node.service.Service;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.NodeKey;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.connection.ConnectionListener;
import one.imago.p2p.connection.Host;
import one.imago.p2p.connection.PeerConnection;
import one.imago.p2p.connection.PeerStream;
import one.imago.p2p.connection.StreamHandler;
import one.imago.p2p.noise.NoiseHandshake;
import one.imago.p2p.yamux.BufferBudget;
import one.imago.p2p.yamux.YamuxLimits;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host on TCP, Noise and Yamux, with identify and ping. Each connection has one event loop as its owner; what spans
 * connections is in {@link ConnectionTable}. Streams can be opened while the service runs.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a socket that is being closed is waited for by nobody
public final class NettyHost extends Service implements Host {
    private static final Logger LOG = LoggerFactory.getLogger(NettyHost.class);
    private static final int CONNECT_MILLIS = 5_000;
    private static final long HANDSHAKE_SECONDS = 10;
    private static final int MAX_HANDSHAKES = 128;
    private static final long SWEEP_SECONDS = 5;
    private static final long KEEP_ALIVE_MILLIS = 30_000;
    private static final long SILENCE_MILLIS = 75_000;
    private static final long GOODBYE_SECONDS = 2;

    private final NodeKey key;
    private final WireSettings settings;
    private final SecureRandom random;
    private final Clock clock;
    private final EventLoopGroup loops;
    private final ConnectionTable table;
    private final StreamHandlers handlers = new StreamHandlers();
    private final AddressBook book = new AddressBook();
    private final Dialler dialler;
    private final Identify identify;
    private final OwnAddresses own;
    private final Connection.Costs costs;
    private final AtomicInteger handshakes = new AtomicInteger();
    private volatile @Nullable Channel listener;
    private volatile boolean stopping;

    /**
     * @param resolving where host names are looked up, which blocks
     */
    public NettyHost(NodeKey key, WireSettings settings, SecureRandom random, Clock clock, Executor resolving) {
        this.key = key;
        this.settings = settings;
        this.random = random;
        this.clock = clock;
        this.loops = new MultiThreadIoEventLoopGroup(
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                new DefaultThreadFactory("p2p-io", true),
                NioIoHandler.newFactory());
        this.table = new ConnectionTable(
                key.peerId(),
                new ConnectionTable.Limits(settings.maxConnections(), settings.keptConnections()),
                loops.next());
        this.dialler = new Dialler(book, resolving, clock, this::dial);
        this.own = new OwnAddresses();
        this.costs = new Connection.Costs(clock, settings.peerBytesPerSecond(), YamuxLimits.standard());
        this.identify = new Identify(this, handlers, settings.agent());
        handlers.put(Ping.PROTOCOL, Ping::answer);
    }

    @Override
    public String name() {
        return "p2p";
    }

    // ---- the service

    @Override
    protected void doStart() throws IOException {
        ServerBootstrap server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accepted(channel);
                    }
                });
        options(server);
        ChannelFuture bound = server.bind(settings.host(), settings.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen for peers on " + settings.host().getHostAddress() + " port " + settings.port() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        Channel channel = bound.channel();
        listener = channel;
        own.listening((InetSocketAddress) channel.localAddress());
        loops.next().scheduleWithFixedDelay(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
        LOG.info("peers reach this node at {}", addresses());
    }

    private static void options(ServerBootstrap server) {
        server.childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, receiveBuffers())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS);
    }

    private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(128 << 10, 512 << 10);

    private static AdaptiveRecvByteBufAllocator receiveBuffers() {
        return new AdaptiveRecvByteBufAllocator(1 << 10, 16 << 10, 256 << 10);
    }

    /** Says goodbye to every peer and waits until that has gone, two seconds at most. */
    @Override
    protected void doStop() throws InterruptedException {
        stopping = true;
        Channel open = listener;
        if (open != null) {
            open.close().await(GOODBYE_SECONDS, TimeUnit.SECONDS);
        }
        CompletableFuture<?>[] closing = table.all().stream()
                .map(connection -> connection.close().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(closing).get(GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.debug("a peer did not take the goodbye in time");
        }
        loops.shutdownGracefully(0, GOODBYE_SECONDS, TimeUnit.SECONDS).await(2 * GOODBYE_SECONDS, TimeUnit.SECONDS);
    }

    private void sweep() {
        long now = clock.millis();
        for (Connection connection : table.toTrim(now)) {
            connection.close();
        }
        for (Connection connection : table.all()) {
            connection.channel().eventLoop().execute(() -> {
                if (now - connection.session().lastHeard() > SILENCE_MILLIS) {
                    connection.channel().close();
                } else {
                    connection.session().sweep(KEEP_ALIVE_MILLIS);
                }
            });
        }
    }

    // ---- sockets on their way to connections

    private void accepted(SocketChannel channel) {
        if (stopping || !table.takesInbound() || handshakes.get() >= MAX_HANDSHAKES) {
            channel.close();
            return;
        }
        upgrade(channel, Optional.empty()).exceptionally(e -> {
            LOG.debug("a stranger did not become a peer: {}", e.toString());
            channel.close();
            return null;
        });
    }

    private CompletionStage<Connection> dial(PeerId peer, Multiaddr address, InetSocketAddress socket) {
        CompletableFuture<Connection> result = new CompletableFuture<>();
        ChannelFuture connecting = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, receiveBuffers())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        upgrade(channel, Optional.of(new Target(peer, address))).whenComplete((connection, failure) -> {
                            if (failure == null) {
                                result.complete(connection);
                            } else {
                                channel.close();
                                result.completeExceptionally(failure);
                            }
                        });
                    }
                })
                .connect(socket);
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                result.completeExceptionally(new IOException(done.cause().getMessage(), done.cause()));
            }
        });
        return result;
    }

    /** Who was dialled, and where. */
    private record Target(PeerId peer, Multiaddr address) {}

    private CompletionStage<Connection> upgrade(SocketChannel channel, Optional<Target> target) {
        SecureLink link = new SecureLink(target.isPresent(), key, NoiseHandshake.create(target.isPresent(), random));
        handshakes.incrementAndGet();
        var timeout = channel.eventLoop()
                .schedule(
                        () -> link.abort(new IOException("the handshake took too long")),
                        HANDSHAKE_SECONDS,
                        TimeUnit.SECONDS);
        channel.pipeline().addLast(link);
        return link.secured()
                .whenComplete((peer, failure) -> {
                    timeout.cancel(false);
                    handshakes.decrementAndGet();
                })
                .thenCompose(peer -> connected(channel, link, peer, target));
    }

    private CompletionStage<Connection> connected(
            SocketChannel channel, SecureLink link, PeerId peer, Optional<Target> target) {
        if (target.isPresent() && !target.get().peer().equals(peer)) {
            return CompletableFuture.failedFuture(new IOException("another peer answers there: " + peer));
        }
        InetSocketAddress remote = channel.remoteAddress();
        if (remote == null) {
            return CompletableFuture.failedFuture(new IOException("the peer has left"));
        }
        Multiaddr address = target.map(Target::address)
                .orElseGet(() -> Multiaddr.tcp(remote.getAddress(), remote.getPort()))
                .withPeer(peer);
        Connection connection = new Connection(
                new PeerConnection(peer, address, target.isPresent()), channel, link, handlers, costs, table::remove);
        link.receiver(connection);
        Optional<String> refusal = stopping ? Optional.of("this node stops") : table.admit(connection);
        if (refusal.isPresent()) {
            connection.close();
            return CompletableFuture.failedFuture(new IOException(refusal.get()));
        }
        identify.ask(connection, remote.getAddress());
        return CompletableFuture.completedFuture(connection);
    }

    // ---- the host

    @Override
    public PeerId self() {
        return key.peerId();
    }

    @Override
    public List<Multiaddr> addresses() {
        List<Multiaddr> all = new ArrayList<>();
        for (Multiaddr address : own.all()) {
            all.add(address.withPeer(self()));
        }
        return all;
    }

    @Override
    public CompletionStage<Void> connect(PeerId peer, List<Multiaddr> hints) {
        return connection(peer, hints).thenApply(connection -> null);
    }

    private CompletionStage<Connection> connection(PeerId peer, List<Multiaddr> hints) {
        if (stopping || listener == null) {
            return CompletableFuture.failedFuture(new IOException("this node is not connected"));
        }
        if (peer.equals(self())) {
            return CompletableFuture.failedFuture(new IOException("that is this node itself"));
        }
        return table.best(peer)
                .<CompletionStage<Connection>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> dialler.dial(peer, hints));
    }

    @Override
    public CompletionStage<PeerStream> open(PeerId peer, List<Multiaddr> hints, List<String> protocols) {
        return connection(peer, hints).thenCompose(connection -> connection.open(protocols));
    }

    @Override
    public void accept(String protocol, StreamHandler handler) {
        handlers.put(protocol, handler);
        identify.changed();
    }

    @Override
    public void refuse(String protocol) {
        handlers.remove(protocol);
        identify.changed();
    }

    @Override
    public void listen(ConnectionListener newListener) {
        table.listen(newListener);
    }

    @Override
    public List<PeerConnection> connections() {
        return table.all().stream().map(Connection::info).toList();
    }

    @Override
    public void disconnect(PeerId peer) {
        table.of(peer).forEach(Connection::close);
    }

    // ---- for identify and meters

    ConnectionTable table() {
        return table;
    }

    AddressBook book() {
        return book;
    }

    OwnAddresses own() {
        return own;
    }

    EventLoopGroup loops() {
        return loops;
    }

    /** How many peers are connected. */
    public int peers() {
        return table.peers();
    }

    /** Bytes of all peers that nobody has read yet. */
    public long bufferedBytes() {
        BufferBudget budget = costs.streams().shared();
        return budget.used();
    }
}
