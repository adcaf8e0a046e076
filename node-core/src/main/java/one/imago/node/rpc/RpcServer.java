package one.imago.node.rpc;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import one.imago.node.config.Setting;
import one.imago.node.service.HealthCheck;
import one.imago.node.service.NodeContext;
import one.imago.node.service.Service;
import one.imago.node.service.ServiceRegistry;
import one.imago.node.storage.PrivateFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's one door for programs: JSON-RPC 2.0 over HTTP and WebSocket, plain routes for large bytes, health and
 * meters, as docs/protocol/rpc.md says. Event loops only move bytes; methods run on the node's bounded workers. Register
 * it as the last service, so that it opens when everything behind it runs, and closes first.
 */
public final class RpcServer extends Service {
    /** What this class reads. */
    public static final List<Setting<?>> SETTINGS = RpcSettings.ALL;

    private static final Logger LOG = LoggerFactory.getLogger(RpcServer.class);
    private static final int EVENT_LOOPS = 2;
    private static final int BACKLOG = 128;
    private static final int MAX_REQUEST_LINE = 4096;
    private static final int MAX_HEADERS = 16 << 10;
    private static final long DRAIN_MILLIS = 3_000;
    private static final long CLOSE_MILLIS = 2_000;

    private final RpcSettings settings;
    private final Surface surface;
    private final RpcTokens tokens;
    private final NodeContext context;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private @Nullable RpcBackend backend;
    private @Nullable EventLoopGroup loops;
    private @Nullable Channel listener;

    /** What the node's modules offer. */
    record Surface(List<RpcMethod<?, ?>> methods, List<HttpRoute> routes, List<HealthCheck> healthChecks) {}

    RpcServer(RpcSettings settings, Surface surface, RpcTokens tokens, NodeContext context) {
        this.settings = settings;
        this.surface = surface;
        this.tokens = tokens;
        this.context = context;
    }

    /**
     * A server for everything that was registered so far.
     *
     * @throws IOException when the file of further tokens cannot be read, naming what is wrong with it
     */
    public static RpcServer create(NodeContext context, ServiceRegistry registry) throws IOException {
        String file = context.configuration().get(RpcSettings.TOKENS_FILE);
        RpcTokens tokens = file.isEmpty() ? RpcTokens.none() : RpcTokens.none().withFile(Path.of(file));
        return new RpcServer(
                RpcSettings.of(context.configuration()),
                new Surface(registry.methods(), registry.routes(), registry.healthChecks()),
                tokens,
                context);
    }

    @Override
    public String name() {
        return "rpc";
    }

    /** Where it listens, such as {@code http://127.0.0.1:8545}; only while it runs. */
    public URI uri() {
        if (listener == null) {
            throw new IllegalStateException("the RPC server does not run");
        }
        InetSocketAddress address = (InetSocketAddress) listener.localAddress();
        InetAddress reachable =
                address.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address.getAddress();
        String host = reachable.getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    @Override
    protected void doStart() throws IOException {
        String cookie = RpcTokens.generate(context.random());
        Path spool = context.directory().scratch().resolve("incoming");
        PrivateFiles.createDirectory(spool);
        empty(spool);
        RpcBackend ready = backend(tokens.with("cookie", cookie, EnumSet.allOf(Scope.class)), spool);
        backend = ready;
        loops = new MultiThreadIoEventLoopGroup(
                EVENT_LOOPS, new DefaultThreadFactory("rpc-io", true), NioIoHandler.newFactory());
        try {
            listener = bind(loops, ready);
            if (!((InetSocketAddress) listener.localAddress()).getAddress().isLoopbackAddress()) {
                LOG.warn("RPC listens beyond this machine without TLS; put a proxy that speaks TLS before it");
            }
            writePrivate(context.directory().rpcCookie(), cookie);
            writePrivate(context.directory().rpcUrl(), uri().toString());
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        LOG.info("RPC at {}", uri());
    }

    @Override
    protected void doStop() throws IOException, InterruptedException {
        Files.deleteIfExists(context.directory().rpcUrl());
        Files.deleteIfExists(context.directory().rpcCookie());
        if (listener != null) {
            listener.close().awaitUninterruptibly(CLOSE_MILLIS);
        }
        if (backend != null) {
            backend.drain(DRAIN_MILLIS);
        }
        close();
    }

    private RpcBackend backend(RpcTokens allTokens, Path spool) {
        List<RpcMethod<?, ?>> methods = new ArrayList<>(surface.methods());
        methods.add(new DiscoverMethod(surface.methods()));
        List<HttpRoute> routes = new ArrayList<>(surface.routes());
        if (context.metrics() instanceof PrometheusMeterRegistry prometheus) {
            routes.add(new MetricsRoute(prometheus));
        }
        Incidents incidents = new Incidents(context.random());
        Gauge.builder("rpc.connections", connections, ChannelGroup::size)
                .description("Open RPC connections")
                .register(context.metrics());
        return new RpcBackend(
                settings,
                new RequestGate(settings, new RouteTable(settings.maxBodyBytes(), routes), allTokens),
                new RpcDispatcher(
                        methods,
                        new RpcDispatcher.Limits(settings.maxBatch(), settings.maxResponseBytes()),
                        incidents,
                        context.metrics()),
                new HealthReport(surface.healthChecks(), incidents),
                incidents,
                new RpcBackend.Work(context.executors().workers(), spool));
    }

    private Channel bind(EventLoopGroup group, RpcBackend ready) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WriteBufferWaterMark.DEFAULT)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        open(channel, ready);
                    }
                });
        ChannelFuture bound = bootstrap
                .bind(new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "the RPC server cannot listen on " + settings.host() + ":" + settings.port() + ": "
                            + bound.cause().getMessage() + "; choose another with rpc-port, 0 = any free one",
                    bound.cause());
        }
        return bound.channel();
    }

    private void open(SocketChannel channel, RpcBackend ready) {
        if (connections.size() >= settings.maxConnections()) {
            LOG.debug("refused a connection beyond the limit of {}", settings.maxConnections());
            var unused = channel.close();
            return;
        }
        connections.add(channel);
        channel.pipeline()
                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(MAX_REQUEST_LINE)
                        .setMaxHeaderSize(MAX_HEADERS)
                        .setAllowDuplicateContentLengths(false)))
                .addLast(new OneAtATime())
                .addLast(new HttpConnection(ready));
    }

    private void close() {
        if (listener != null) {
            listener.close().awaitUninterruptibly(CLOSE_MILLIS);
        }
        connections.close().awaitUninterruptibly(CLOSE_MILLIS);
        if (loops != null) {
            loops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * CLOSE_MILLIS);
        }
        listener = null;
    }

    private static void writePrivate(Path file, String line) throws IOException {
        PrivateFiles.replace(file, (line + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void empty(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
