package one.imago.p2p;

import io.micrometer.core.instrument.Gauge;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import one.imago.node.config.Setting;
import one.imago.node.content.ContentStore;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.service.NodeContext;
import one.imago.node.service.NodeModule;
import one.imago.node.service.ServiceRegistry;
import one.imago.p2p.address.NodeKey;
import one.imago.p2p.bitswap.Bitswap;
import one.imago.p2p.bitswap.Providers;
import one.imago.p2p.bitswap.ServingLimits;
import one.imago.p2p.content.NetworkContent;
import one.imago.p2p.gossip.Gossip;
import one.imago.p2p.replica.ConnectedNeighbourhood;
import one.imago.p2p.request.Requests;
import one.imago.p2p.rpc.NodePeers;
import one.imago.p2p.wire.NettyHost;

/** Provides {@link ContentStore} and {@link PeerNetwork}. */
public final class PeerModule implements NodeModule {
    /** How long a call that needs content of others waits for it. */
    private static final Duration FETCH_PATIENCE = Duration.ofSeconds(20);

    @Override
    public List<Setting<?>> settings() {
        return Stream.concat(PeerSettings.ALL.stream(), ContentSettings.ALL.stream())
                .toList();
    }

    @Override
    public void assemble(ServiceRegistry registry, NodeContext context) throws IOException {
        ScheduledExecutorService timer = context.executors().singleThread("p2p-timer");
        NodeKey key = NodeKey.inFile(context.directory().nodeKey(), context.random());
        NettyHost host = new NettyHost(
                key,
                PeerSettings.wire(context.configuration(), agent()),
                context.random(),
                context.clock(),
                context.executors().workers());
        Gossip gossip = new Gossip(key, host, context);
        PeerNetwork network = new ConnectedNetwork(host, new Requests(host, timer), gossip);
        registry.provide(PeerNetwork.class, network);
        registry.add(host);
        registry.add(gossip);
        registry.add(new Bootstrap(host, context.configuration().get(PeerSettings.BOOTSTRAP), timer));
        registry.add(new NodePeers(network));
        ContentAssembly content = new ContentAssembly(context);
        Bitswap bitswap = new Bitswap(host, content.blocks(), Providers.NONE, ServingLimits.DEFAULT, context);
        NetworkContent behind =
                new NetworkContent(content.store(), content.blocks(), bitswap, cid -> {}, FETCH_PATIENCE);
        content.store().fetchFrom(behind::block);
        content.add(registry, behind, network, new ConnectedNeighbourhood(network));
        registry.add(bitswap);
        Gauge.builder("node_peers_connected", network, peers -> peers.peers().size())
                .description("Connected peers")
                .register(context.metrics());
        Gauge.builder("p2p_bytes_unread", host, NettyHost::bufferedBytes)
                .description("Bytes that peers sent and nobody has read yet")
                .baseUnit("bytes")
                .register(context.metrics());
    }

    private static String agent() {
        String version = PeerModule.class.getPackage().getImplementationVersion();
        return "imago/" + (version == null ? "dev" : version);
    }
}
