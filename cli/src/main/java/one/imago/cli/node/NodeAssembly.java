package one.imago.cli.node;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import one.imago.chain.ChainModule;
import one.imago.chain.genesis.Genesis;
import one.imago.crawler.CrawlerModule;
import one.imago.node.config.Configuration;
import one.imago.node.config.Setting;
import one.imago.node.crypto.SignatureVerifier;
import one.imago.node.crypto.SigningKey;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.rpc.DiskUploadScratch;
import one.imago.node.rpc.HttpRoute;
import one.imago.node.rpc.RpcServer;
import one.imago.node.rpc.UploadScratch;
import one.imago.node.service.DiskSpaceCheck;
import one.imago.node.service.EventChannels;
import one.imago.node.service.NodeContext;
import one.imago.node.service.NodeMetrics;
import one.imago.node.service.NodeModule;
import one.imago.node.service.NodeReady;
import one.imago.node.service.ServiceRegistry;
import one.imago.node.service.ThreadExecutors;
import one.imago.node.storage.DiskSpace;
import one.imago.node.storage.RocksStorage;
import one.imago.p2p.PeerModule;
import one.imago.passport.PassportModule;
import one.imago.watermark.WatermarkModule;
import org.jspecify.annotations.Nullable;

/** The whole node on one screen. */
public final class NodeAssembly implements AutoCloseable {
    private final PreparedDirectory directory;
    private final ThreadExecutors executors;
    private final RocksStorage storage;
    private final ServiceRegistry registry;
    private final EventChannels events = new EventChannels();
    private @Nullable RpcServer server;

    private NodeAssembly(PreparedDirectory directory) {
        this.directory = directory;
        this.executors = new ThreadExecutors();
        this.storage = new RocksStorage(directory.data());
        this.registry = new ServiceRegistry();
    }

    private void assemble(Configuration configuration) throws Exception {
        NodeContext context = new NodeContext(
                directory.surroundings().clock(),
                directory.surroundings().random(),
                executors,
                configuration,
                directory.data(),
                storage,
                events,
                NodeMetrics.prometheus());
        SignatureVerifier.select(configuration.get(SignatureVerifier.PROVIDER));
        registry.add(new DiskSpaceCheck(DiskSpace.of(directory.data().root())));
        addScratch(context);
        for (NodeModule module : modules(directory.genesis(), directory.producer())) {
            module.assemble(registry, context);
        }
        // Last, so that it opens when everything behind it runs, and closes first.
        RpcServer last = RpcServer.create(context, registry);
        registry.add(last);
        server = last;
    }

    /** Assembles and starts a node; when that fails, nothing of it is left running. */
    static NodeAssembly start(PreparedDirectory directory, Configuration configuration) throws Exception {
        NodeAssembly node = new NodeAssembly(directory);
        boolean done = false;
        try {
            node.assemble(configuration);
            node.registry.start();
            done = true;
            node.executors.workers().execute(node.events.publisher(NodeReady.class)::ready);
            return node;
        } finally {
            if (!done) {
                node.release();
            }
        }
    }

    /** The order is the import order: who comes later may take the ports of who came before. */
    private static List<NodeModule> modules(Genesis genesis, Optional<SigningKey> producer) {
        return List.of(
                new PeerModule(),
                new ChainModule(genesis, producer),
                new PassportModule(),
                new WatermarkModule(),
                new CrawlerModule());
    }

    /** Every setting that a node reads, known before there is a genesis. */
    static List<Setting<?>> settings() {
        List<Setting<?>> settings = new ArrayList<>(NodeSettings.ALL);
        settings.addAll(RpcServer.SETTINGS);
        settings.addAll(DiskUploadScratch.SETTINGS);
        settings.add(SignatureVerifier.PROVIDER);
        modules(NodeSettings.NO_GENESIS, Optional.empty()).forEach(module -> settings.addAll(module.settings()));
        return settings;
    }

    private void addScratch(NodeContext context) {
        DiskUploadScratch scratch = DiskUploadScratch.create(context);
        registry.provide(UploadScratch.class, scratch);
        registry.add(scratch);
        for (HttpRoute route : scratch.routes()) {
            registry.add(route);
        }
    }

    URI rpc() {
        return Objects.requireNonNull(server, "not assembled").uri();
    }

    Optional<String> peerAddress() {
        return registry.require(PeerNetwork.class).address();
    }

    @Override
    public void close() {
        registry.stop();
        release();
    }

    private void release() {
        executors.close();
        storage.close();
        directory.close();
    }
}
