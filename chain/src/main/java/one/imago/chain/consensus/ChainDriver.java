package one.imago.chain.consensus;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.mempool.MempoolService;
import one.imago.chain.mempool.TransactionGossip;
import one.imago.chain.sync.CatchUp;
import one.imago.chain.sync.RangeServer;
import one.imago.chain.sync.ServedBlocks;
import one.imago.node.crypto.Hash;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.storage.StorageException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the ledger on, on its one thread: makes blocks when they are due, takes those of peers, fetches what is missing,
 * and stops when something fails.
 */
final class ChainDriver implements BlockGossip.Receiver, CatchUp.FollowedChain, ServedBlocks {
    private static final Logger LOG = LoggerFactory.getLogger(ChainDriver.class);
    /** Between two looks at the peers, and at a full disk. */
    private static final long POLL_MILLIS = 1_000;

    private static final long REPEAT_MILLIS = 15_000;
    private static final int SWEEP_EVERY = 16;

    private final Genesis.Parameters rhythm;
    private final Clock clock;
    private final ScheduledExecutorService owner;
    private final ChainCore core;
    private final MempoolService mempool;
    private final BlockGossip gossip;
    private final TransactionGossip transactions;
    private final CatchUp catchUp;

    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile Condition condition = Condition.WORKING;

    // Of the owner thread alone.
    private @Nullable ScheduledFuture<?> nextTick;
    private @Nullable QuorumCertificate early;
    private long lastBlockMillis;
    private long lastPollMillis;
    private long lastRepeatMillis;

    /**
     * @param core opened and resumed
     * @param owner the one thread
     */
    ChainDriver(
            Rules rules,
            ChainCore core,
            MempoolService mempool,
            PeerNetwork network,
            Clock clock,
            ScheduledExecutorService owner) {
        this.rhythm = rules.genesis().parameters();
        this.clock = clock;
        this.owner = owner;
        this.core = core;
        this.mempool = mempool;
        Hash chainId = rules.chainId();
        this.gossip = new BlockGossip(network, chainId, rules.producers());
        this.transactions = new TransactionGossip(network, chainId, mempool);
        this.catchUp = new CatchUp(
                chainId,
                this,
                network,
                clock,
                this::later,
                block -> gossip.judgeUnknown(block, "a block that was asked for is of one", this::tooOld));
    }

    /**
     * Starts to listen, to answer, to ask and to make blocks.
     *
     * @param server answers what peers ask about these blocks
     */
    void start(PeerNetwork network, RangeServer server) {
        gossip.listen(this, this::tooOld);
        transactions.start();
        server.serve(network);
        mempool.onAccepted(this::wake);
        wake();
    }

    Condition condition() {
        return condition;
    }

    boolean isLevel() {
        return catchUp.isLevel(core.height());
    }

    /** Looks whether a block is due now; however many ask, once. */
    private void wake() {
        if (!woken.getAndSet(true)) {
            later(() -> woken.set(false));
        }
    }

    @Override
    public boolean later(Runnable task) {
        try {
            owner.execute(() -> step(task));
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("the ledger is stopping");
            return false;
        }
    }

    /** Runs a task and then whatever became due by it. */
    private void step(Runnable task) {
        try {
            task.run();
            tick();
        } catch (StorageException e) {
            failed(e);
        } catch (BlockRejected | RuntimeException e) {
            condition = Condition.FAILED;
            LOG.error("the ledger stopped", e);
        }
        scheduleNext();
    }

    /** What is done now and then. A clock that was set back must not end it. */
    private void talk() {
        long now = clock.millis();
        if (Math.abs(now - lastPollMillis) >= POLL_MILLIS) {
            lastPollMillis = now;
            catchUp.poll();
        }
        if (Math.abs(now - lastRepeatMillis) >= REPEAT_MILLIS) {
            lastRepeatMillis = now;
            transactions.repeat();
        }
    }

    private void tick() throws BlockRejected {
        if (condition == Condition.DISK_FULL) {
            core.store().probe();
            condition = Condition.WORKING;
            LOG.info("there is room on the disk again: the ledger goes on");
        }
        if (condition != Condition.WORKING) {
            return;
        }
        talk();
        core.advanceFinality();
        if (core.isOurTurn() && delayMillis() <= 0) {
            Block block = core.produce(mempool);
            lastBlockMillis = clock.millis();
            gossip.publish(block);
            core.tipCertificate().ifPresent(gossip::publish);
            sweep(block);
        }
    }

    private void sweep(Block block) {
        if (block.header().height() % SWEEP_EVERY == 0 || block.transactions().isEmpty()) {
            mempool.sweep(block.header().height() + 1);
        }
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
    private long delayMillis() {
        boolean busy = core.hasUnfinalTransactions() || mempool.hasReady();
        long spacing = busy ? rhythm.blockIntervalMillis() : rhythm.heartbeatMillis();
        long since = clock.millis() - lastBlockMillis;
        // A clock that was set back must not silence the producer.
        return since < 0 ? 0 : spacing - since;
    }

    private void scheduleNext() {
        ScheduledFuture<?> planned = nextTick;
        if (planned != null) {
            planned.cancel(false);
        }
        if (condition == Condition.FAILED || owner.isShutdown()) {
            return;
        }
        long delay = POLL_MILLIS;
        if (condition == Condition.WORKING && core.isOurTurn()) {
            delay = Math.min(delay, Math.max(1, delayMillis()));
        }
        try {
            nextTick = owner.schedule(() -> step(() -> {}), delay, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the ledger is stopping");
        }
    }

    private void tooOld(String message) {
        if (condition != Condition.TOO_OLD) {
            LOG.error("{}: {}", Condition.TOO_OLD.problem(), message);
        }
        condition = Condition.TOO_OLD;
    }

    // --- what peers send -------------------------------------------------------------------------------------------

    @Override
    public void block(String peerId, Block block) {
        if (condition != Condition.WORKING || block.header().height() <= core.height()) {
            return;
        }
        try {
            if (!take(block)) {
                catchUp.heard(peerId, block.header().height());
            }
        } catch (BlockRejected e) {
            LOG.warn("a peer's block was refused: {}: {}", e.code(), e.getMessage());
        }
    }

    @Override
    public void certificate(QuorumCertificate certificate) {
        if (condition == Condition.WORKING && certificate.height() >= core.height()) {
            try {
                certify(certificate);
            } catch (BlockRejected e) {
                LOG.debug("a peer's certificate was refused: {}", e.getMessage());
            }
        }
    }

    // --- what is fetched from peers, and given to them -------------------------------------------------------------

    @Override
    public boolean take(Block block) throws BlockRejected {
        if (condition != Condition.WORKING || !core.receive(block, mempool)) {
            return false;
        }
        sweep(block);
        QuorumCertificate waiting = early;
        if (waiting != null && waiting.block().equals(block.hash())) {
            early = null;
            core.certify(waiting);
        }
        return true;
    }

    @Override
    public void certify(QuorumCertificate certificate) throws BlockRejected {
        if (!core.certify(certificate) && certificate.height() > core.height()) {
            // It overtook its block.
            early = certificate;
        }
    }

    @Override
    public long height() {
        return core.height();
    }

    @Override
    public long finalHeight() {
        return core.head().fin().height();
    }

    @Override
    public Optional<byte[]> encodedBlock(long height) {
        return core.store().encodedBlock(height);
    }

    @Override
    public Optional<QuorumCertificate> tipCertificate(long height) {
        return core.tipCertificate().filter(certificate -> certificate.height() == height);
    }
}
