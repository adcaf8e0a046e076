package one.imago.p2p;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import one.imago.node.config.ConfigurationLoader;
import one.imago.node.config.Setting;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.rpc.RpcServer;
import one.imago.node.service.EventChannels;
import one.imago.node.service.NodeContext;
import one.imago.node.service.NodeMetrics;
import one.imago.node.service.ServiceRegistry;
import one.imago.node.service.ThreadExecutors;
import one.imago.node.storage.DataDirectory;
import one.imago.node.storage.InMemoryStorage;

/** The module behind the real server, with nothing else of a node. */
record PeerNode(ServiceRegistry registry, RpcServer server, ThreadExecutors executors) implements AutoCloseable {
    static PeerNode start(Path root, Map<String, String> flags) throws Exception {
        PeerModule module = new PeerModule();
        List<Setting<?>> settings = new ArrayList<>(RpcServer.SETTINGS);
        settings.addAll(module.settings());
        DataDirectory directory = new DataDirectory(root);
        directory.create();
        ThreadExecutors executors = new ThreadExecutors();
        Map<String, String> all = new HashMap<>(flags);
        all.put("rpc-port", "0");
        NodeContext context = new NodeContext(
                Clock.systemUTC(),
                new SecureRandom(),
                executors,
                new ConfigurationLoader(settings).load(all, Map.of(), directory.configuration()),
                directory,
                new InMemoryStorage(),
                new EventChannels(),
                NodeMetrics.prometheus());
        ServiceRegistry registry = new ServiceRegistry();
        module.assemble(registry, context);
        RpcServer server = RpcServer.create(context, registry);
        registry.add(server);
        registry.start();
        return new PeerNode(registry, server, executors);
    }

    PeerNetwork network() {
        return registry.require(PeerNetwork.class);
    }

    /** Where peers reach it. */
    String address() {
        return network().address().orElseThrow();
    }

    @Override
    public void close() {
        registry.stop();
        executors.close();
    }
}
