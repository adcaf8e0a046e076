package one.imago.p2p;

import io.micrometer.core.instrument.Gauge;
import java.util.List;
import one.imago.node.config.Setting;
import one.imago.node.content.ContentStore;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.service.NodeContext;
import one.imago.node.service.NodeModule;
import one.imago.node.service.ServiceRegistry;
import one.imago.p2p.replica.ConnectedNeighbourhood;
import one.imago.p2p.rpc.NodePeers;

/** Provides {@link ContentStore} and {@link PeerNetwork}. */
public final class PeerModule implements NodeModule {
    @Override
    public List<Setting<?>> settings() {
        return ContentSettings.ALL;
    }

    @Override
    public void assemble(ServiceRegistry registry, NodeContext context) {
        PeerNetwork network = new UnconnectedNetwork();
        registry.provide(PeerNetwork.class, network);
        registry.add(new NodePeers(network));
        ContentAssembly content = new ContentAssembly(context);
        content.add(registry, content.store(), network, new ConnectedNeighbourhood(network));
        Gauge.builder("node_peers_connected", network, peers -> peers.peers().size())
                .description("Connected peers")
                .register(context.metrics());
    }
}
