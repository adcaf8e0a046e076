package one.imago.chain.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.FinalBlocks;
import one.imago.chain.block.FinalityProof;
import one.imago.chain.block.Header;
import one.imago.chain.block.TransactionPlace;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.mempool.MempoolService;
import one.imago.chain.mempool.PoolLimits;
import one.imago.chain.state.FeeLedger;
import one.imago.chain.state.FinalPointer;
import one.imago.chain.state.LedgerSegments;
import one.imago.chain.state.LedgerState;
import one.imago.chain.state.StateModule;
import one.imago.chain.state.StateModules;
import one.imago.chain.state.StateView;
import one.imago.chain.state.StoredLedgerState;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.sync.RangeServer;
import one.imago.chain.transaction.TransactionDecoder;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.FinalBlock;
import one.imago.node.ledger.FinalizedBlocks;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.service.HealthCheck;
import one.imago.node.service.NodeContext;
import one.imago.node.service.Service;
import one.imago.node.storage.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the ledger: opens it, owns its thread, decides when a block is due, and lets everyone else read. State modules
 * join before it starts.
 */
public final class ChainService extends Service implements StateModules, LedgerState, FinalBlocks, FinalizedBlocks {
    private static final Logger LOG = LoggerFactory.getLogger(ChainService.class);
    /** Heartbeats without a block, after which the ledger here cannot be the present one. */
    private static final int STALE_HEARTBEATS = 3;

    private static final long STALE_MILLIS = 10_000;

    private final Genesis genesis;
    private final Optional<SigningKey> key;
    private final FeeLedger fees;
    private final NodeContext context;
    private final PeerNetwork network;
    private final ChainMetrics metrics;
    private final List<StateModule> modules = new ArrayList<>();
    private final List<Consumer<FinalBlock>> subscribers = new CopyOnWriteArrayList<>();

    private volatile @Nullable Running running;

    /** What there is while the service runs. */
    private record Running(
            KeyValueStore store,
            ChainCore core,
            MempoolService mempool,
            StoredLedgerState state,
            ChainDriver driver,
            ScheduledExecutorService owner,
            ScheduledExecutorService journal,
            ScheduledExecutorService notifier) {}

    /**
     * @param key with which this node produces blocks, if it does
     */
    public ChainService(
            Genesis genesis, Optional<SigningKey> key, FeeLedger fees, NodeContext context, PeerNetwork network) {
        this.genesis = genesis;
        this.key = key;
        this.fees = fees;
        this.context = context;
        this.network = network;
        this.metrics = new ChainMetrics(context.metrics(), this);
    }

    @Override
    public String name() {
        return "chain";
    }

    @Override
    public synchronized void register(StateModule module) {
        if (running != null) {
            throw new IllegalStateException("the ledger runs: state module " + module.id() + " comes too late");
        }
        modules.add(module);
    }

    @Override
    protected void doStart() throws Exception {
        Rules rules = Rules.of(genesis, modules, fees, key);
        KeyValueStore store = context.storage().open(LedgerSegments.STORE, LedgerSegments.all());
        ScheduledExecutorService owner = context.executors().singleThread("chain");
        ScheduledExecutorService journal = context.executors().singleThread("chain-journal");
        ScheduledExecutorService notifier = context.executors().singleThread("chain-notifier");
        try {
            running = onOwner(owner, () -> open(rules, store, owner, journal, notifier));
        } catch (Exception e) {
            notifier.shutdownNow();
            journal.shutdownNow();
            owner.shutdownNow();
            store.close();
            throw e;
        }
        ChainDriver driver = running().driver();
        driver.start(
                network, new RangeServer(chainId(), driver, context.executors().workers()));
    }

    private Running open(
            Rules rules,
            KeyValueStore store,
            ScheduledExecutorService owner,
            ScheduledExecutorService journal,
            ScheduledExecutorService notifier)
            throws BlockRejected {
        ChainCore core = new ChainCore(rules, context.clock(), store, block -> {
            metrics.finalised(block, context.clock().millis());
            Header header = block.block.header();
            FinalBlock fin =
                    new FinalBlock(header.height(), block.hash(), header.timestampMillis(), header.stateRoot());
            notifier.execute(() -> subscribers.forEach(subscriber -> tell(subscriber, fin)));
        });
        core.resume();
        TransactionDecoder decoder = new TransactionDecoder(rules.chainId(), rules.kinds());
        MempoolService mempool = new MempoolService(decoder, PoolLimits.DEFAULT, core, store, journal);
        mempool.reload(
                transaction -> core.store().place(transaction.txId()).isPresent(),
                transaction -> core.included(transaction.txId()).isPresent());
        core.attach(mempool);
        LOG.info(
                "ledger of chain {} at height {}, final {}",
                rules.chainId(),
                core.height(),
                core.head().fin().height());
        return new Running(
                store,
                core,
                mempool,
                new StoredLedgerState(store),
                new ChainDriver(rules, core, mempool, network, context.clock(), new OwnerThread(owner)),
                owner,
                journal,
                notifier);
    }

    private static void tell(Consumer<FinalBlock> subscriber, FinalBlock block) {
        try {
            subscriber.accept(block);
        } catch (RuntimeException e) {
            LOG.error("a listener to final blocks failed at height {}", block.height(), e);
        }
    }

    private static <T> T onOwner(ScheduledExecutorService owner, Callable<T> task) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        owner.execute(() -> {
            try {
                done.complete(task.call());
            } catch (Exception | Error e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    protected void doStop() throws Exception {
        Running stopping = running();
        for (ScheduledExecutorService thread : List.of(stopping.owner(), stopping.journal(), stopping.notifier())) {
            thread.shutdown();
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        }
        stopping.store().close();
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("the ledger has not started");
        }
        return now;
    }

    /** The ledger's part of readiness. */
    public HealthCheck health() {
        return new HealthCheck() {
            @Override
            public String name() {
                return "ledger";
            }

            @Override
            public Optional<String> problem() {
                return ChainService.this.problem();
            }
        };
    }

    /** Why the ledger does not work, for an operator; empty when it does. */
    public Optional<String> problem() {
        Running now = running;
        if (now == null) {
            return Optional.of("the ledger has not started");
        }
        Condition condition = now.driver().condition();
        return condition == Condition.WORKING ? Optional.empty() : Optional.of(condition.problem());
    }

    /**
     * Whether the ledger here is the present one: it works, and this node makes all of its blocks itself; or peers
     * answered lately, none of them has more that is final, and the newest block is no older than a few heartbeats.
     */
    public boolean isSynced() {
        Running now = running;
        if (now == null || now.driver().condition() != Condition.WORKING) {
            return false;
        }
        if (key.isPresent() && genesis.producerSet().isQuorum(Set.of(key.get().address()))) {
            return true;
        }
        long age = context.clock().millis() - now.core().head().header().timestampMillis();
        return now.driver().isLevel()
                && age
                        <= STALE_MILLIS
                                + (long) STALE_HEARTBEATS * genesis.parameters().heartbeatMillis();
    }

    /**
     * Accepts transactions, durably.
     *
     * @throws TransactionRejected {@code disk-full} or {@code ledger-stopped} while nothing can be accepted
     */
    public List<MempoolService.Outcome> submit(List<byte[]> encoded) throws TransactionRejected {
        Condition condition = running().driver().condition();
        switch (condition) {
            case WORKING -> {}
            case DISK_FULL -> throw new TransactionRejected("disk-full", Condition.DISK_FULL.problem());
            case FAILED, TOO_OLD -> throw new TransactionRejected("ledger-stopped", condition.problem());
        }
        return running().mempool().submit(encoded);
    }

    public MempoolService mempool() {
        return running().mempool();
    }

    public Head head() {
        return running().core().head();
    }

    /** Whether this node makes blocks. */
    public boolean isProducing() {
        return key.isPresent() && problem().isEmpty();
    }

    /** Where a transaction stands, in a final block or not. */
    public Optional<TransactionPlace> place(Hash txId) {
        Running now = running();
        return now.core().included(txId).or(() -> now.core().store().place(txId));
    }

    /** A block by height, final or not. */
    public Optional<Block> anyBlock(long height) {
        LedgerStore blocks = running().core().store();
        return blocks.block(height)
                .or(() -> running().core().branchBlock(height))
                .or(() -> blocks.block(height));
    }

    public Optional<Block> block(Hash hash) {
        return running().core().store().block(hash);
    }

    /** Next nonce and balance in the newest final state. */
    public Account account(Address address) {
        try (StateView view = openFinal()) {
            var accounts = view.module(fees.module());
            return new Account(fees.balance(accounts, address), fees.nonce(accounts, address));
        }
    }

    /**
     * An account in the final state.
     *
     * @param balance of tokens
     * @param nonce that comes next
     */
    public record Account(Amount balance, long nonce) {}

    /** The next nonce of an account, after all that waits or is not final yet. */
    public long pendingNonce(Address address) {
        return running().mempool().pendingNonce(address);
    }

    /** Recomputes the root of the newest final state from its flat values. */
    public StoredLedgerState.Check verifyState() {
        return running().state().check();
    }

    /** Copies the ledger as it is now into a new directory. */
    public void checkpoint(java.nio.file.Path directory) {
        running().store().checkpoint(directory);
    }

    @Override
    public StateView openFinal() {
        return running().state().openFinal();
    }

    @Override
    public Hash chainId() {
        return genesis.chainId();
    }

    @Override
    public Optional<Block> block(long height) {
        return running().core().store().block(height);
    }

    @Override
    public Optional<FinalityProof> finality(long height) {
        return running().core().store().finality(height);
    }

    @Override
    public FinalBlock latest() {
        FinalPointer fin = head().fin();
        return new FinalBlock(fin.height(), fin.blockHash(), fin.timestampMillis(), fin.stateRoot());
    }

    @Override
    public void subscribe(Consumer<FinalBlock> listener) {
        subscribers.add(listener);
    }
}
