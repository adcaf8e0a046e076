package one.imago.chain;

import java.util.Optional;
import one.imago.chain.backup.BackupRoute;
import one.imago.chain.block.FinalBlocks;
import one.imago.chain.certificate.CertificateBuilder;
import one.imago.chain.certificate.ImageCertificateMethod;
import one.imago.chain.consensus.ChainService;
import one.imago.chain.copyright.CopyrightMethods;
import one.imago.chain.copyright.CopyrightModule;
import one.imago.chain.copyright.RegisteredWorks;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.rpc.ChainMethods;
import one.imago.chain.rpc.ChainWatch;
import one.imago.chain.stake.StakeModule;
import one.imago.chain.state.LedgerState;
import one.imago.chain.state.StateModules;
import one.imago.chain.token.TokenModule;
import one.imago.chain.transaction.TransactionDrafter;
import one.imago.node.content.ContentStore;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.FinalizedBlocks;
import one.imago.node.ledger.WorkLedger;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.service.NodeContext;
import one.imago.node.service.NodeModule;
import one.imago.node.service.ServiceRegistry;

/** The ledger: needs peers and the content store, offers its final state, its blocks and its works. */
public final class ChainModule implements NodeModule {
    private final Genesis genesis;
    private final Optional<SigningKey> producer;

    /**
     * @param producer key of one of the genesis's producers, when this node is to make blocks
     */
    public ChainModule(Genesis genesis, Optional<SigningKey> producer) {
        this.genesis = genesis;
        this.producer = producer;
    }

    @Override
    public void assemble(ServiceRegistry registry, NodeContext context) {
        PeerNetwork peers = registry.require(PeerNetwork.class);
        TokenModule token = new TokenModule();
        ChainService chain = new ChainService(genesis, producer, token, context, peers);
        chain.register(token);
        chain.register(new CopyrightModule());
        chain.register(new StakeModule());
        TransactionDrafter drafter = new TransactionDrafter(
                genesis.chainId(),
                chain::pendingNonce,
                () -> chain.head().header().height());
        RegisteredWorks works = new RegisteredWorks(genesis.chainId(), chain, chain, drafter);

        registry.provide(StateModules.class, chain);
        registry.provide(LedgerState.class, chain);
        registry.provide(FinalBlocks.class, chain);
        registry.provide(FinalizedBlocks.class, chain);
        registry.provide(WorkLedger.class, works);
        registry.add(chain);
        registry.add(chain.health());
        ChainMethods.all(chain, genesis.network(), peers, context.clock()).forEach(registry::add);
        ChainWatch watch = new ChainWatch(chain, context.executors());
        registry.add(watch);
        watch.methods().forEach(registry::add);
        registry.add(new BackupRoute(genesis, chain, context.directory()));
        CopyrightMethods.all(works, drafter, registry.require(ContentStore.class))
                .forEach(registry::add);
        registry.add(new ImageCertificateMethod(new CertificateBuilder(genesis, chain, chain)));
    }
}
