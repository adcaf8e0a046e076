package one.imago.chain.consensus;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.BlockVote;
import one.imago.chain.block.Proposal;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.block.Timeout;
import one.imago.chain.mempool.MempoolService;
import one.imago.chain.mempool.TransactionGossip;
import one.imago.chain.sync.CatchUp;
import one.imago.chain.sync.RangeServer;
import one.imago.chain.sync.ServedBlocks;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the ledger on, on its one thread: makes blocks when they are due, takes those of peers, fetches what is missing,
 * and stops when something fails.
 */
final class ChainDriver implements ConsensusGossip.Receiver, CatchUp.FollowedChain, ServedBlocks {
    private static final Logger LOG = LoggerFactory.getLogger(ChainDriver.class);
    /** Between two looks at the peers, and at a full disk. */
    private static final long POLL_MILLIS = 1_000;

    private static final long REPEAT_MILLIS = 15_000;
    private static final int SWEEP_EVERY = 16;

    private final Clock clock;
    private final Owner owner;
    private final ChainCore core;
    private final MempoolService mempool;
    private final ConsensusGossip gossip;
    private final TransactionGossip transactions;
    private final CatchUp catchUp;
    private final Agreement agreement;

    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile Condition condition = Condition.WORKING;

    // Of the owner thread alone.
    private long lastPollMillis;
    private long lastRepeatMillis;
    private long sweptHeight;

    /** The ledger's one thread. */
    interface Owner {
        /**
         * Runs a task after those that wait.
         *
         * @return false when it takes none any more
         */
        boolean execute(Runnable task);

        /** Wakes the ledger after so long, instead of when it was to be woken before. */
        void wakeAfter(long millis, Runnable task);
    }

    /**
     * @param core opened and resumed
     * @param owner the one thread
     */
    ChainDriver(Rules rules, ChainCore core, MempoolService mempool, PeerNetwork network, Clock clock, Owner owner) {
        this.clock = clock;
        this.owner = owner;
        this.core = core;
        this.mempool = mempool;
        this.agreement = new Agreement(rules, core, mempool, clock, new Voice());
        Hash chainId = rules.chainId();
        this.gossip = new ConsensusGossip(network, rules);
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
        later(agreement::start);
    }

    Condition condition() {
        return condition;
    }

    /** The round that this node is in. On the ledger's thread. */
    long round() {
        return agreement.round();
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
        return owner.execute(() -> step(task));
    }

    /** Runs a task and then whatever became due by it. */
    private void step(Runnable task) {
        try {
            task.run();
            tick();
        } catch (StorageException e) {
            failed(e);
        } catch (RuntimeException e) {
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

    private void tick() {
        if (condition == Condition.DISK_FULL) {
            core.store().probe();
            condition = Condition.WORKING;
            LOG.info("there is room on the disk again: the ledger goes on");
        }
        if (condition != Condition.WORKING) {
            return;
        }
        talk();
        agreement.tick();
        if (core.height() / SWEEP_EVERY != sweptHeight / SWEEP_EVERY) {
            sweptHeight = core.height();
            mempool.sweep(sweptHeight + 1);
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

    private void scheduleNext() {
        if (condition == Condition.FAILED) {
            return;
        }
        long delay = condition == Condition.WORKING ? Math.min(POLL_MILLIS, agreement.delayMillis()) : POLL_MILLIS;
        owner.wakeAfter(delay, () -> step(() -> {}));
    }

    private void tooOld(String message) {
        if (condition != Condition.TOO_OLD) {
            LOG.error("{}: {}", Condition.TOO_OLD.problem(), message);
        }
        condition = Condition.TOO_OLD;
    }

    // --- what peers send -------------------------------------------------------------------------------------------

    /** Takes what may turn out to be wrong. */
    private interface Taking {
        void run() throws BlockRejected;
    }

    private void take(Taking taking) {
        if (condition == Condition.WORKING) {
            try {
                taking.run();
            } catch (BlockRejected e) {
                LOG.info("a peer's message was refused: {}: {}", e.code(), e.getMessage());
            }
        }
    }

    @Override
    public void proposal(String peerId, Proposal proposal) {
        take(() -> {
            if (!agreement.proposed(proposal)) {
                catchUp.heard(peerId, proposal.block().header().height() - 1);
            }
        });
    }

    @Override
    public void vote(BlockVote vote) {
        take(() -> agreement.voted(vote));
    }

    @Override
    public void certificate(QuorumCertificate certificate) {
        take(() -> agreement.certified(certificate));
    }

    @Override
    public void timeout(Timeout timeout) {
        take(() -> agreement.gaveUp(timeout));
    }

    // --- what this node sends --------------------------------------------------------------------------------------

    /** Sends what this node says as a producer. */
    private final class Voice implements Agreement.Messages {
        @Override
        public void propose(Proposal proposal) {
            gossip.publish(proposal);
        }

        @Override
        public void vote(Address leader, BlockVote vote) {
            gossip.publish(vote);
        }

        @Override
        public void timeout(Timeout timeout) {
            gossip.publish(timeout);
        }

        @Override
        public void certificate(QuorumCertificate certificate) {
            gossip.publish(certificate);
        }

        @Override
        public void behind() {
            catchUp.poll();
        }
    }

    // --- what is fetched from peers, and given to them -------------------------------------------------------------

    @Override
    public boolean take(Block block) throws BlockRejected {
        return condition == Condition.WORKING && agreement.fetched(block);
    }

    @Override
    public void certify(QuorumCertificate certificate) throws BlockRejected {
        agreement.certified(certificate);
    }

    @Override
    public long solidHeight() {
        return agreement.lacksHighest() ? finalHeight() : height();
    }

    @Override
    public long height() {
        List<PendingBlock> branch = core.certifiedBranch();
        return branch.isEmpty() ? finalHeight() : branch.get(branch.size() - 1).height();
    }

    @Override
    public long finalHeight() {
        return core.head().fin().height();
    }

    @Override
    public Optional<byte[]> encodedBlock(long height) {
        LedgerStore store = core.store();
        return store.finalHash(height)
                .or(() -> core.branchBlock(height).map(Block::hash))
                .or(() -> store.finalHash(height))
                .flatMap(store::encodedBlock);
    }

    @Override
    public Optional<QuorumCertificate> tipCertificate(long height) {
        List<PendingBlock> branch = core.certifiedBranch();
        return branch.isEmpty()
                ? core.finalCertificate().filter(certificate -> certificate.height() == height)
                : branch.get(branch.size() - 1).certificate.filter(certificate -> certificate.height() == height);
    }
}
