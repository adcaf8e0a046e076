package one.imago.p2p;

import io.micrometer.core.instrument.Gauge;
import java.util.List;
import one.imago.node.config.Setting;
import one.imago.node.content.ContentStore;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.service.NodeContext;
import one.imago.node.service.NodeModule;
import one.imago.node.service.ServiceRegistry;
import one.imago.p2p.content.FileContentStore;
import one.imago.p2p.rpc.ContentGet;
import one.imago.p2p.rpc.ContentPut;
import one.imago.p2p.rpc.ContentStatus;
import one.imago.p2p.rpc.NodePeers;
import one.imago.p2p.rpc.PrivateContentRoute;
import one.imago.p2p.rpc.PublicContentRoute;
import one.imago.p2p.rpc.PublishRoute;

/** Provides {@link ContentStore} and {@link PeerNetwork}. */
public final class PeerModule implements NodeModule {
    static final Setting<Integer> CONTENT_QUOTA_MIB = Setting.integer(
            "content-quota-mib", 16384, 1, 1 << 30, "Room for previews, sealed originals and public content, in MiB");

    @Override
    public List<Setting<?>> settings() {
        return List.of(CONTENT_QUOTA_MIB);
    }

    @Override
    public void assemble(ServiceRegistry registry, NodeContext context) {
        long quotaBytes = (long) context.configuration().get(CONTENT_QUOTA_MIB) << 20;
        FileContentStore store = new FileContentStore(context.directory().content(), quotaBytes);
        PeerNetwork network = new UnconnectedNetwork();
        registry.provide(ContentStore.class, store);
        registry.provide(PeerNetwork.class, network);
        registry.add(new ContentService(store));
        registry.add(new NodePeers(network));
        registry.add(new ContentPut(store));
        registry.add(new ContentGet(store));
        registry.add(new ContentStatus(store));
        registry.add(new PublishRoute(store));
        registry.add(new PublicContentRoute(store));
        registry.add(new PrivateContentRoute(store));
        Gauge.builder("content_bytes_used", store, FileContentStore::usedBytes)
                .description("Bytes of blocks on disk")
                .baseUnit("bytes")
                .register(context.metrics());
        Gauge.builder("node_peers_connected", network, peers -> peers.peers().size())
                .description("Connected peers")
                .register(context.metrics());
    }
}
