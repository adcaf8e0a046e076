package one.imago.p2p;

import io.micrometer.core.instrument.Gauge;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.ToDoubleFunction;
import one.imago.node.content.ContentStore;
import one.imago.node.content.RegisteredAccessPolicy;
import one.imago.node.ledger.FinalBlock;
import one.imago.node.ledger.LedgerAssembled;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.service.NodeContext;
import one.imago.node.service.NodeReady;
import one.imago.node.service.ServiceRegistry;
import one.imago.p2p.block.PeerBlocks;
import one.imago.p2p.content.Announcements;
import one.imago.p2p.content.FileContentStore;
import one.imago.p2p.content.ServingRules;
import one.imago.p2p.proof.RecentBlocks;
import one.imago.p2p.proof.StorageProofs;
import one.imago.p2p.replica.Neighbourhood;
import one.imago.p2p.replica.ReplicationProgress;
import one.imago.p2p.replica.ReplicationService;
import one.imago.p2p.replica.ShardDesk;
import one.imago.p2p.rpc.ContentGet;
import one.imago.p2p.rpc.ContentJoin;
import one.imago.p2p.rpc.ContentPin;
import one.imago.p2p.rpc.ContentProvide;
import one.imago.p2p.rpc.ContentPut;
import one.imago.p2p.rpc.ContentShard;
import one.imago.p2p.rpc.ContentStatus;
import one.imago.p2p.rpc.ContentTakedown;
import one.imago.p2p.rpc.ContentUnpin;
import one.imago.p2p.rpc.PrivateContentRoute;
import one.imago.p2p.rpc.PublicContentRoute;
import one.imago.p2p.rpc.PublishRoute;
import one.imago.p2p.takedown.Denylist;
import one.imago.p2p.takedown.TakedownDesk;
import one.imago.p2p.takedown.TakedownFiles;

/** Puts the content part together: the store, what it refuses, replicas, proofs, methods and routes. */
final class ContentAssembly {
    private final NodeContext context;
    private final TakedownFiles takedowns;
    private final RegisteredAccessPolicy policy = new RegisteredAccessPolicy();
    private final FileContentStore store;

    ContentAssembly(NodeContext context) {
        this.context = context;
        Path directory = context.directory().content();
        this.takedowns = new TakedownFiles(directory.resolve("takedowns"));
        Denylist denylist = context.configuration().get(ContentSettings.DENYLIST);
        this.store = new FileContentStore(
                directory,
                ContentSettings.limits(context.configuration()),
                new ServingRules(cid -> denylist.denies(cid) || takedowns.contains(cid), policy));
    }

    /** The store, before the network is there. */
    FileContentStore store() {
        return store;
    }

    /** The blocks that peers trade. */
    PeerBlocks blocks() {
        return store.peerBlocks();
    }

    /**
     * Adds services, methods and routes.
     *
     * @param content the store as this node's users see it: with the network behind it
     * @param announcements that a caller who publishes waits for
     */
    void add(
            ServiceRegistry registry,
            ContentStore content,
            Announcements announcements,
            PeerNetwork network,
            Neighbourhood neighbourhood) {
        Executor workers = context.executors().workers();
        TakedownDesk desk = new TakedownDesk(
                takedowns, context.configuration().get(ContentSettings.TAKEDOWN_KEYS), store::remove, network, workers);
        RecentBlocks recent = new RecentBlocks();
        StorageProofs proofs = new StorageProofs(network, store, store.peerBlocks(), recent, workers);
        ReplicationService replication = new ReplicationService(
                store,
                neighbourhood,
                new ReplicationProgress(context.directory().content().resolve("replication")),
                ContentSettings.bytes(context.configuration().get(ContentSettings.PREVIEW_MIB)),
                context.executors());
        context.events().subscribe(LedgerAssembled.class, (works, blocks) -> {
            desk.follow(works);
            replication.follow(works);
            blocks.subscribe((FinalBlock block) -> recent.add(block));
        });
        context.events().subscribe(NodeReady.class, replication::wake);

        registry.provide(ContentStore.class, content);
        registry.provide(RegisteredAccessPolicy.class, policy);
        ShardDesk shards = new ShardDesk(
                content, context.directory().content().resolve("incoming").resolve("shards"));
        registry.add(new ContentService(store, takedowns, desk, shards));
        registry.add(replication);
        proofs.listen();
        registry.add(new ContentPut(content, announcements));
        registry.add(new ContentGet(content));
        registry.add(new ContentStatus(content));
        registry.add(new ContentPin(content));
        registry.add(new ContentUnpin(content));
        registry.add(new ContentProvide(content, announcements));
        registry.add(new ContentTakedown(desk));
        registry.add(new ContentShard(shards));
        registry.add(new ContentJoin(shards));
        registry.add(new PublishRoute(content, announcements));
        registry.add(new PublicContentRoute(content));
        registry.add(new PrivateContentRoute(content));
        gauge("content_bytes_used", "Bytes of blocks on disk", FileContentStore::usedBytes);
        gauge("content_bytes_cached", "Bytes of fetched blocks that nobody keeps", FileContentStore::cachedBytes);
    }

    private void gauge(String name, String description, ToDoubleFunction<FileContentStore> value) {
        Gauge.builder(name, store, value)
                .description(description)
                .baseUnit("bytes")
                .register(context.metrics());
    }
}
