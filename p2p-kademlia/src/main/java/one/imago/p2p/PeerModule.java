package one.imago.p2p;

import io.micrometer.core.instrument.Gauge;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import one.imago.node.config.Configuration;
import one.imago.node.config.Setting;
import one.imago.node.content.ContentStore;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.service.NodeContext;
import one.imago.node.service.NodeModule;
import one.imago.node.service.ServiceRegistry;
import one.imago.node.storage.KeyValueStore;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.NodeKey;
import one.imago.p2p.bitswap.Bitswap;
import one.imago.p2p.bitswap.ServingLimits;
import one.imago.p2p.content.Announcements;
import one.imago.p2p.content.NetworkContent;
import one.imago.p2p.gossip.Gossip;
import one.imago.p2p.kad.Dht;
import one.imago.p2p.kad.DhtStatus;
import one.imago.p2p.kad.IdPuzzle;
import one.imago.p2p.kad.KadParameters;
import one.imago.p2p.kad.KadScheduler;
import one.imago.p2p.kad.KadStreams;
import one.imago.p2p.kad.RecordSegments;
import one.imago.p2p.replica.ConnectedNeighbourhood;
import one.imago.p2p.request.Requests;
import one.imago.p2p.rpc.NodePeers;
import one.imago.p2p.wire.NettyHost;

/**
 * Provides {@link ContentStore} and {@link PeerNetwork}: the wire, and over it gossip, questions and answers, the
 * distributed hash table and the exchange of blocks.
 */
public final class PeerModule implements NodeModule {
    private static final Duration FETCH_PATIENCE = Duration.ofSeconds(30);

    @Override
    public List<Setting<?>> settings() {
        return Stream.concat(PeerSettings.ALL.stream(), ContentSettings.ALL.stream())
                .toList();
    }

    @Override
    public void assemble(ServiceRegistry registry, NodeContext context) throws IOException {
        Configuration configuration = context.configuration();
        List<Multiaddr> first = configuration.get(PeerSettings.BOOTSTRAP);
        ScheduledExecutorService timer = context.executors().singleThread("p2p-timer");
        NodeKey key = NodeKey.inFile(
                context.directory().nodeKey(), () -> IdPuzzle.standard().solve(context.random()));
        NettyHost host = new NettyHost(
                key,
                PeerSettings.wire(configuration, agent()),
                context.random(),
                context.clock(),
                context.executors().workers());
        KadStreams kadStreams = new KadStreams(host, configuration.get(PeerSettings.KAD_PROTOCOL));
        Dht dht = dht(host, kadStreams, context);
        ContentRouting routing = new ContentRouting(dht);
        Announcements announcements = new Announcements(routing::announce);
        Gossip gossip = new Gossip(key, host, context);
        PeerNetwork network = new ConnectedNetwork(host, new Requests(host, timer), gossip);
        ContentAssembly content = new ContentAssembly(context);
        Bitswap bitswap = new Bitswap(host, content.blocks(), routing, ServingLimits.DEFAULT, context);
        NetworkContent store =
                new NetworkContent(content.store(), content.blocks(), bitswap, announcements::begin, FETCH_PATIENCE);
        content.store().fetchFrom(store::block);

        registry.provide(PeerNetwork.class, network);
        registry.add(new NodePeers(network));
        content.add(registry, store, announcements, network, new ConnectedNeighbourhood(network));
        // The wire opens when the store behind it is open, and what is spoken on it begins before anybody is dialled.
        registry.add(bitswap);
        registry.add(gossip);
        registry.add(host);
        registry.add(new DhtService(dht, kadStreams, first));
        registry.add(new Bootstrap(host, first, timer));
        meters(context, host, dht);
    }

    private static Dht dht(NettyHost host, KadStreams streams, NodeContext context) {
        KadScheduler scheduler = KadScheduler.of(context.executors().singleThread("dht"), context.clock());
        KeyValueStore records = context.storage().open("dht", RecordSegments.ALL);
        return new Dht(
                new Dht.Surroundings(host.self(), host::addresses, streams, scheduler, records, context.random()),
                parameters(context.configuration()));
    }

    /** Foreign networks know no puzzle; on loopback and private networks neighbours are no sign of a siege. */
    private static KadParameters parameters(Configuration configuration) {
        KadParameters parameters = KadParameters.standard();
        if (!configuration.get(PeerSettings.KAD_PROTOCOL).startsWith("/imago/")) {
            parameters = parameters.with(IdPuzzle.none());
        }
        InetAddress ip = configuration.get(PeerSettings.P2P_HOST);
        return ip.isLoopbackAddress() || ip.isSiteLocalAddress() ? parameters.forLocalNetwork() : parameters;
    }

    private static void meters(NodeContext context, NettyHost host, Dht dht) {
        Gauge.builder("node_peers_connected", host, NettyHost::peers)
                .description("Connected peers")
                .register(context.metrics());
        Gauge.builder("p2p_bytes_unread", host, NettyHost::bufferedBytes)
                .description("Bytes that peers sent and nobody has read yet")
                .baseUnit("bytes")
                .register(context.metrics());
        dhtMeter(context, dht, "dht_peers", "Peers in the routing table", DhtStatus::peers);
        dhtMeter(context, dht, "dht_network_size", "Servers in the network, estimated", DhtStatus::networkSize);
        dhtMeter(context, dht, "dht_provider_records", "Provider records kept for others", DhtStatus::providerRecords);
        dhtMeter(context, dht, "dht_value_records", "Value records kept for others", DhtStatus::valueRecords);
        dhtMeter(context, dht, "dht_publications", "What this node publishes", DhtStatus::publications);
        dhtMeter(
                context, dht, "dht_publications_waiting", "Publications that nobody remembers yet", DhtStatus::waiting);
        dhtMeter(
                context,
                dht,
                "dht_republish_lag_seconds",
                "How far the oldest publication is behind its time",
                status -> status.lag().toSeconds());
    }

    private static void dhtMeter(
            NodeContext context, Dht dht, String name, String description, ToDoubleFunction<DhtStatus> value) {
        Gauge.builder(name, dht, each -> value.applyAsDouble(each.status()))
                .description(description)
                .register(context.metrics());
    }

    private static String agent() {
        String version = PeerModule.class.getPackage().getImplementationVersion();
        return "imago/" + (version == null ? "dev" : version);
    }
}
