package one.imago.chain.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.FinalBlocks;
import one.imago.chain.block.FinalityProof;
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
import one.imago.node.storage.StorageException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the ledger: opens it, owns its thread, decides when a block is due, and lets everyone else read. State modules
 * join before it starts.
 */
public final class ChainService extends Service implements StateModules, LedgerState, FinalBlocks, FinalizedBlocks {
    private static final Logger LOG = LoggerFactory.getLogger(ChainService.class);
    private static final long RETRY_MILLIS = 1_000;
    private static final int SWEEP_EVERY = 16;

    private final Genesis genesis;
    private final Optional<SigningKey> key;
    private final FeeLedger fees;
    private final NodeContext context;
    private final PeerNetwork network;
    private final ChainMetrics metrics;
    private final List<StateModule> modules = new ArrayList<>();
    private final List<Consumer<FinalBlock>> subscribers = new CopyOnWriteArrayList<>();

    private volatile @Nullable Running running;
    private volatile Condition condition = Condition.WORKING;

    /** What there is while the service runs. */
    private record Running(
            KeyValueStore store,
            ChainCore core,
            MempoolService mempool,
            StoredLedgerState state,
            BlockGossip gossip,
            ScheduledExecutorService owner,
            ScheduledExecutorService journal,
            ScheduledExecutorService notifier) {}

    // Of the owner thread alone.
    private @Nullable ScheduledFuture<?> nextTick;
    private long lastBlockMillis;

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
        running().gossip().listen(this::received, this::tooOld);
        running().mempool().onAccepted(this::wake);
        owner.execute(this::tick);
    }

    private Running open(
            Rules rules,
            KeyValueStore store,
            ScheduledExecutorService owner,
            ScheduledExecutorService journal,
            ScheduledExecutorService notifier)
            throws BlockRejected {
        ChainCore core = new ChainCore(rules, context.clock(), store, (block, pointer) -> {
            metrics.finalised(block, context.clock().millis());
            FinalBlock fin = new FinalBlock(
                    pointer.height(), pointer.blockHash(), pointer.timestampMillis(), pointer.stateRoot());
            notifier.execute(() -> subscribers.forEach(subscriber -> tell(subscriber, fin)));
        });
        core.resume();
        TransactionDecoder decoder = new TransactionDecoder(rules.chainId(), rules.kinds());
        MempoolService mempool = new MempoolService(decoder, PoolLimits.DEFAULT, core, store, journal);
        mempool.reload(transaction -> core.included(transaction.txId()).isPresent()
                || core.store().place(transaction.txId()).isPresent());
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
                new BlockGossip(network, rules.chainId(), rules.producers()),
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

    /** Makes the owner look whether a block is due now. */
    private void wake() {
        runOnOwner(this::tick);
    }

    private void runOnOwner(Runnable task) {
        try {
            running().owner().execute(task);
        } catch (java.util.concurrent.RejectedExecutionException e) {
            LOG.debug("the ledger is stopping");
        }
    }

    private void tick() {
        Running now = running();
        try {
            if (condition == Condition.DISK_FULL) {
                now.core().store().probe();
                condition = Condition.WORKING;
                LOG.info("there is room on the disk again: the ledger goes on");
            }
            if (condition == Condition.WORKING) {
                now.core().advanceFinality();
                if (now.core().isOurTurn() && delayMillis(now) <= 0) {
                    Block block = now.core().produce(now.mempool());
                    lastBlockMillis = context.clock().millis();
                    now.gossip().publish(block);
                    if (block.header().height() % SWEEP_EVERY == 0
                            || block.transactions().isEmpty()) {
                        now.mempool().sweep(block.header().height() + 1);
                    }
                }
            }
        } catch (StorageException e) {
            failed(e);
        } catch (BlockRejected | RuntimeException e) {
            condition = Condition.FAILED;
            LOG.error("the ledger stopped", e);
        }
        scheduleNext(now);
    }

    private void failed(StorageException e) {
        if (e.diskFull()) {
            if (condition != Condition.DISK_FULL) {
                LOG.warn("the disk is full: the ledger waits for room", e);
            }
            condition = Condition.DISK_FULL;
        } else {
            condition = Condition.FAILED;
            LOG.error("the ledger stopped: its store failed", e);
        }
    }

    /** How long until a block is due: soon when something waits to be made final, else at the next heartbeat. */
    private long delayMillis(Running now) {
        boolean busy = now.core().hasUnfinalTransactions() || now.mempool().hasReady();
        long spacing = busy
                ? genesis.parameters().blockIntervalMillis()
                : genesis.parameters().heartbeatMillis();
        long since = context.clock().millis() - lastBlockMillis;
        // A clock that was set back must not silence the producer.
        return since < 0 ? 0 : spacing - since;
    }

    private void scheduleNext(Running now) {
        ScheduledFuture<?> planned = nextTick;
        if (planned != null) {
            planned.cancel(false);
        }
        if (condition == Condition.FAILED || now.owner().isShutdown()) {
            return;
        }
        long delay = condition == Condition.WORKING ? Math.max(1, delayMillis(now)) : RETRY_MILLIS;
        if (now.core().isOurTurn() || condition == Condition.DISK_FULL) {
            try {
                nextTick = now.owner().schedule(this::tick, delay, TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.RejectedExecutionException e) {
                LOG.debug("the ledger is stopping");
            }
        }
    }

    private void received(Block block) {
        runOnOwner(() -> {
            Running now = running();
            try {
                if (condition == Condition.WORKING && now.core().receive(block, now.mempool())) {
                    tick();
                }
            } catch (BlockRejected e) {
                LOG.warn("a peer's block was refused: {}: {}", e.code(), e.getMessage());
            } catch (StorageException e) {
                failed(e);
                scheduleNext(now);
            }
        });
    }

    private void tooOld(String message) {
        if (condition != Condition.TOO_OLD) {
            LOG.error("{}: {}", Condition.TOO_OLD.problem(), message);
        }
        condition = Condition.TOO_OLD;
    }

    // --- what others read --------------------------------------------------------------------------------------

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
        if (running == null) {
            return Optional.of("the ledger has not started");
        }
        return condition == Condition.WORKING ? Optional.empty() : Optional.of(condition.problem());
    }

    /**
     * Accepts transactions, durably.
     *
     * @throws TransactionRejected {@code disk-full} or {@code ledger-stopped} while nothing can be accepted
     */
    public List<MempoolService.Outcome> submit(List<byte[]> encoded) throws TransactionRejected {
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
        return key.isPresent() && condition == Condition.WORKING;
    }

    /** Where a transaction stands, in a final block or not. */
    public Optional<TransactionPlace> place(Hash txId) {
        Running now = running();
        return now.core().included(txId).or(() -> now.core().store().place(txId));
    }

    /** A block by height, final or not. */
    public Optional<Block> anyBlock(long height) {
        LedgerStore blocks = running().core().store();
        return blocks.block(height).or(() -> blocks.unfinalBlock(height)).or(() -> blocks.block(height));
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
