package one.imago.p2p;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import one.imago.node.config.ConfigurationLoader;
import one.imago.node.crypto.SigningKey;
import one.imago.node.service.EventChannels;
import one.imago.node.service.NodeContext;
import one.imago.node.service.NodeMetrics;
import one.imago.node.service.Service;
import one.imago.node.service.ServiceRegistry;
import one.imago.node.service.ThreadExecutors;
import one.imago.node.storage.DataDirectory;
import one.imago.node.storage.InMemoryStorage;
import one.imago.p2p.address.NodeKey;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.wire.NettyHost;
import one.imago.p2p.wire.WireSettings;

/** A host on loopback with the context that protocols are given. */
public final class SocketNode implements AutoCloseable {
    public final NodeKey key;
    public final NettyHost host;
    public final NodeContext context;
    private final ThreadExecutors executors = new ThreadExecutors();
    private final ServiceRegistry registry = new ServiceRegistry();

    public SocketNode() throws Exception {
        SecureRandom random = new SecureRandom();
        key = NodeKey.of(SigningKey.generate(random));
        Clock clock = Clock.systemUTC();
        host = new NettyHost(key, WireSettings.local("test"), random, clock, executors.workers());
        context = new NodeContext(
                clock,
                random,
                executors,
                new ConfigurationLoader(List.of()).load(Map.of(), Map.of(), Path.of("absent.toml")),
                new DataDirectory(Path.of("absent")),
                new InMemoryStorage(),
                new EventChannels(),
                NodeMetrics.prometheus());
        registry.add(host);
    }

    /** Adds protocols and starts. */
    public SocketNode start(Service... protocols) throws Exception {
        for (Service protocol : protocols) {
            registry.add(protocol);
        }
        registry.start();
        return this;
    }

    public PeerId id() {
        return key.peerId();
    }

    public void connect(SocketNode other) throws Exception {
        host.connect(other.id(), other.host.addresses()).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        registry.stop();
        executors.close();
    }
}
