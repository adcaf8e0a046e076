package one.imago.chain.consensus;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.BlockVote;
import one.imago.chain.block.Proposal;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.block.Timeout;
import one.imago.chain.block.TimeoutCertificate;
import one.imago.chain.block.TimeoutVote;
import one.imago.chain.block.Vote;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.mempool.MempoolService;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SigningKey;
import one.imago.node.storage.KeyValueStore.Durability;

/*
 * Agreement in the manner of Jolteon (Gelashvili et al., "Jolteon and Ditto: Network-Adaptive Efficient Consensus with
 * Asynchronous Fallback", 2021, figure 2; DiemBFT v4).
 *
 * Rounds are numbered and each has one leader. The leader proposes one block on the block with the highest certificate
 * that it knows. Producers vote for it, each to the next leader, who makes a certificate of more than two thirds of the
 * stake and goes on. When a round brings none in time, producers tell everyone that they give it up, and with which
 * highest certificate; more than two thirds of that are a timeout certificate, which ends the round.
 *
 * A producer votes once a round, in ascending rounds, and only for a block that follows
 *   (1) a certificate of the round before, or
 *   (2) a certificate at least as high as the highest one named in a timeout certificate of the round before.
 * A block is final when it is certified and so is its child of the very next round. Why that is safe: let B of round k
 * be final by C of round k+1. More than two thirds voted for C, so all honest ones of them have held B's certificate
 * since before that vote, and say so in every timeout from then on; any timeout certificate of round k+1 or later holds
 * one of theirs, so by (2) nothing above round k+1 is certified but on B. A vote for C stands on the disk together with C,
 * hence with B's certificate, before anyone hears of it: a crash forgets neither.
 *
 * With more than a third of the stake gone nothing is certified and nothing given up: the chain stands still, producers
 * repeat their timeouts, and it goes on when enough are back. After a restart a producer begins with the round after its
 * highest certificate; timeouts for rounds below one where it voted are harmless, since its votes stay unique.
 */

/**
 * Rounds, votes and timeouts of one node: which block it proposes, votes for and holds for the chain. No thread, no
 * timer, no socket: its owner calls it, clock, disk and messages are given to it, so that the simulator can play all of
 * them. Used by one thread.
 */
final class Agreement {
    /** How far ahead of this node's clock a header's time may be, for this node to vote. */
    private static final long MAX_AHEAD_MILLIS = 2_000;

    /** Rounds without anything to finalise wait for the heartbeat and then this long. */
    private static final long LEAST_PATIENCE_MILLIS = 1_000;

    private static final int MAX_DOUBLINGS = 5;

    /** When so many blocks are not final, further ones are empty: memory stays bounded while finality is late. */
    private static final int MAX_UNFINAL = 32;

    /** Blocks above the final one beyond which those that are neither certified nor followed are forgotten. */
    private static final int MAX_TREE = 512;

    private final Rules rules;
    private final Genesis.Parameters rhythm;
    private final ChainCore core;
    private final MempoolService mempool;
    private final Clock clock;
    private final Messages messages;
    private final BlockBuilder builder;

    private SafetyRecord safety;
    private long round;
    private long roundSinceMillis;
    private long timeoutSentMillis;
    private boolean wasBusy;
    private long busySinceMillis;
    /** How the round was entered, when not by a certificate. */
    private Optional<TimeoutCertificate> entered = Optional.empty();
    /** The highest certificate that was verified; its block may be missing yet. */
    private Optional<QuorumCertificate> high = Optional.empty();

    /** A block of this round that waits for its time, or for the disk. */
    private Optional<Proposal> candidate = Optional.empty();
    /** A block whose parent is being fetched. */
    private Optional<Proposal> orphan = Optional.empty();

    private long lastBlockMillis;
    private int roundsGivenUp;
    /** The newest of each producer. */
    private final Map<Address, BlockVote> votes = new HashMap<>();

    private final Map<Address, Timeout> timeouts = new HashMap<>();

    /** What this node says. None of it waits for an answer. */
    interface Messages {
        /** To everyone. */
        void propose(Proposal proposal);

        /** To the leader of the next round. */
        void vote(Address leader, BlockVote vote);

        /** To everyone. */
        void timeout(Timeout timeout);

        /** To everyone. */
        void certificate(QuorumCertificate certificate);

        /** A certified block exists that this node lacks. */
        void behind();
    }

    /**
     * @param core opened and resumed
     */
    Agreement(Rules rules, ChainCore core, MempoolService mempool, Clock clock, Messages messages) {
        this.rules = rules;
        this.rhythm = rules.genesis().parameters();
        this.core = core;
        this.mempool = mempool;
        this.clock = clock;
        this.messages = messages;
        this.builder = new BlockBuilder(rules, core, mempool);
        this.safety = core.store().safety();
    }

    /** Takes up where the node stopped: votes again for what it voted for last. */
    void start() {
        high = core.highest();
        begin(highRound() + 1, Optional.empty());
        Optional<PendingBlock> voted = core.pending(safety.block());
        if (voted.isPresent()
                && voted.get().certificate.isEmpty()
                && voted.get().round() >= round) {
            sendVote(voted.get().block);
        }
        settle();
    }

    private long highRound() {
        return high.map(QuorumCertificate::round).orElse(0L);
    }

    long round() {
        return round;
    }

    /** Whether the block of the highest certificate that this node knows is missing here. */
    boolean lacksHighest() {
        return high.filter(certificate -> !core.knows(certificate.block())).isPresent();
    }

    /** The block on which the next one is to stand. */
    private Hash highBlock() {
        return base().map(QuorumCertificate::block).orElse(core.head().fin().blockHash());
    }

    private Optional<QuorumCertificate> base() {
        return skipsLock() && entered.isPresent() ? core.finalCertificate() : high;
    }

    private boolean skipsLock() {
        return rules.weaknesses().contains(Weakness.SKIPPED_LOCK);
    }

    // --- rounds ----------------------------------------------------------------------------------------------------

    private void begin(long next, Optional<TimeoutCertificate> by) {
        if (next <= round) {
            return;
        }
        round = next;
        entered = by;
        roundsGivenUp = by.isPresent() ? roundsGivenUp + 1 : 0;
        roundSinceMillis = clock.millis();
        timeoutSentMillis = 0;
        candidate = Optional.empty();
    }

    /** Does what became due. To be called after each message and when {@link #delayMillis} is over. */
    void tick() {
        core.advanceFinality();
        if (candidate.isPresent()) {
            vote(candidate.get());
        }
        while (mayPropose() && proposalDelayMillis() <= 0) {
            propose();
        }
        if (rules.key().isPresent() && patienceLeftMillis() <= 0) {
            giveUp();
        }
    }

    /** Milliseconds until something is due by itself; at least 1. */
    long delayMillis() {
        if (rules.key().isEmpty()) {
            return Long.MAX_VALUE;
        }
        long patience = patienceLeftMillis();
        return Math.max(1, mayPropose() ? Math.min(patience, proposalDelayMillis()) : patience);
    }

    /** A clock that was set back must not silence the node. */
    private long since(long millis) {
        long passed = clock.millis() - millis;
        return passed < 0 ? Long.MAX_VALUE / 2 : passed;
    }

    private boolean isBusy() {
        return core.hasUnfinalTransactions() || mempool.hasReady();
    }

    /** How long until a block is due: soon when something waits to be made final, else at the next heartbeat. */
    private long proposalDelayMillis() {
        return (isBusy() ? rhythm.blockIntervalMillis() : rhythm.heartbeatMillis()) - since(lastBlockMillis);
    }

    /** A round with something to do ends sooner than one that waits for the heartbeat. */
    private long patienceLeftMillis() {
        boolean busy = isBusy();
        if (busy && !wasBusy) {
            busySinceMillis = clock.millis();
        }
        wasBusy = busy;
        long base = Math.max(LEAST_PATIENCE_MILLIS, 4L * rhythm.blockIntervalMillis())
                << Math.min(roundsGivenUp, MAX_DOUBLINGS);
        long passed = since(Math.max(roundSinceMillis, timeoutSentMillis));
        return busy ? base - Math.min(passed, since(busySinceMillis)) : base + rhythm.heartbeatMillis() - passed;
    }

    // --- proposing -------------------------------------------------------------------------------------------------

    private boolean isOurs(long number) {
        return rules.key()
                .filter(key -> rules.schedule().producer(number).equals(key.address()))
                .isPresent();
    }

    /** Whether this node is the leader, has not proposed or given up, and has what its block is to stand on. */
    boolean mayPropose() {
        return isOurs(round)
                && safety.round() < round
                && core.knows(highBlock())
                && (highRound() + 1 == round || follows(highRound(), entered) || skipsLock());
    }

    private boolean follows(long certified, Optional<TimeoutCertificate> timeout) {
        return timeout.isPresent()
                && timeout.get().round() + 1 == round
                && certified >= timeout.get().highRound();
    }

    /** Makes the block of this round, on the disk with the vote for it before anyone hears of it. */
    Block propose() {
        core.moveHead(highBlock());
        boolean late = core.height() - core.head().fin().height() >= MAX_UNFINAL;
        BlockBuilder.Built built = builder.build(round, base(), clock.millis(), late ? 0 : Block.MAX_TRANSACTIONS);
        Block block = built.block();
        core.store().acceptVoted(block, durability());
        safety = SafetyRecord.of(block);
        core.insertOwn(block, built.state(), built.transactions());
        lastBlockMillis = clock.millis();
        core.moveHead(block.hash());
        built.rejected().forEach(mempool::reject);
        // A proposal whose timeouts name a higher certificate than its block has would not even be read.
        messages.propose(new Proposal(block, skipsLock() ? Optional.empty() : entered));
        sendVote(block);
        core.advanceFinality();
        return block;
    }

    private Durability durability() {
        return rules.weaknesses().contains(Weakness.UNSYNCED_VOTE) ? Durability.BUFFERED : Durability.SYNCED;
    }

    // --- voting ----------------------------------------------------------------------------------------------------

    /**
     * Takes a leader's block, if it is of this round or certified.
     *
     * @return whether it was not put off until blocks below it are fetched
     * @throws BlockRejected when it breaks a rule
     */
    boolean proposed(Proposal proposal) throws BlockRejected {
        Block block = proposal.block();
        learn(block);
        if (proposal.timeout().isPresent() && proposal.timeout().get().round() + 1 >= round) {
            // Also when this node is in the round already: the vote rests on this certificate.
            rules.certificates().verify(proposal.timeout().get());
            begin(proposal.timeout().get().round() + 1, proposal.timeout());
        }
        boolean known = true;
        if (block.header().round() == round || isWanted(block)) {
            known = core.knows(block.header().parent());
            if (!known) {
                orphan = Optional.of(proposal);
            } else if (!core.knows(block.hash())) {
                if (!isWanted(block) && core.hasRival(block)) {
                    throw new BlockRejected("block-rival", "its producer made another block for the same round");
                }
                insert(block);
            }
        }
        if (core.knows(block.hash()) && block.header().round() == round) {
            candidate = Optional.of(proposal);
            vote(proposal);
        }
        settle();
        return known;
    }

    /**
     * Takes a block that was fetched: it need only be valid.
     *
     * @return whether its parent is known
     * @throws BlockRejected when it breaks a rule
     */
    boolean fetched(Block block) throws BlockRejected {
        if (core.knows(block.hash())
                || block.header().height() <= core.head().fin().height()) {
            return true;
        }
        if (!core.knows(block.header().parent())) {
            return false;
        }
        learn(block);
        if (core.treeSize() >= MAX_TREE) {
            core.forgetLeaves(safety.block());
        }
        insert(block);
        Optional<Proposal> waiting =
                orphan.filter(proposal -> proposal.block().header().parent().equals(block.hash()));
        if (waiting.isPresent()) {
            orphan = Optional.empty();
            proposed(waiting.get());
        }
        settle();
        return true;
    }

    private void learn(Block block) throws BlockRejected {
        if (block.certificate().isPresent()) {
            certified(block.certificate().get());
        }
    }

    private boolean isWanted(Block block) {
        return high.filter(certificate -> certificate.block().equals(block.hash()))
                .isPresent();
    }

    private void insert(Block block) throws BlockRejected {
        core.insert(block);
        lastBlockMillis = clock.millis();
        if (isWanted(block)) {
            core.certify(high.orElseThrow());
        }
    }

    private void vote(Proposal proposal) {
        Block block = proposal.block();
        if (rules.key().isEmpty()
                || block.header().round() != round
                || !core.knows(block.hash())
                || !safety.allows(block)) {
            return;
        }
        long parentRound = block.certificate().map(QuorumCertificate::round).orElse(0L);
        boolean lockHolds = parentRound + 1 == round || follows(parentRound, proposal.timeout()) || skipsLock();
        if (!lockHolds || block.header().timestampMillis() > clock.millis() + MAX_AHEAD_MILLIS) {
            return;
        }
        if (!safety.isVoteFor(block)) {
            SafetyRecord next = SafetyRecord.of(block);
            core.store().promise(next, durability());
            safety = next;
        }
        candidate = Optional.empty();
        sendVote(block);
    }

    private void sendVote(Block block) {
        SigningKey key = rules.key().orElseThrow();
        BlockVote vote = BlockVote.sign(key, rules.chainId(), block);
        long next = block.header().round() + 1;
        if (isOurs(next)) {
            count(vote);
        } else {
            messages.vote(rules.schedule().producer(next), vote);
        }
    }

    /** Takes a producer's vote whose signature holds. */
    void voted(BlockVote vote) {
        if (isOurs(vote.round() + 1)) {
            count(vote);
            settle();
        }
    }

    private void count(BlockVote vote) {
        Address voter = vote.vote().voter().address();
        BlockVote before = votes.get(voter);
        if (vote.round() < round - 1
                || vote.round() <= highRound()
                || (before != null && before.round() >= vote.round())) {
            return;
        }
        votes.put(voter, vote);
        Map<Address, Vote> same = new TreeMap<>();
        votes.forEach((address, other) -> {
            if (other.round() == vote.round()
                    && other.height() == vote.height()
                    && other.block().equals(vote.block())) {
                same.put(address, other.vote());
            }
        });
        if (isQuorum(same.keySet())) {
            QuorumCertificate certificate =
                    new QuorumCertificate(vote.block(), vote.height(), vote.round(), List.copyOf(same.values()));
            raise(certificate);
            messages.certificate(certificate);
        }
    }

    private boolean isQuorum(Set<Address> voters) {
        return rules.certificates().isQuorum(voters);
    }

    /**
     * Takes a certificate.
     *
     * @throws BlockRejected when it does not hold
     */
    void certified(QuorumCertificate certificate) throws BlockRejected {
        boolean news = core.pending(certificate.block())
                .filter(block -> block.certificate.isEmpty())
                .isPresent();
        if (!news && certificate.round() <= highRound()) {
            return;
        }
        rules.certificates().verify(certificate);
        core.certify(certificate);
        raise(certificate);
        settle();
    }

    private void raise(QuorumCertificate certificate) {
        if (certificate.round() > highRound()) {
            high = Optional.of(certificate);
            attach(certificate);
            begin(certificate.round() + 1, Optional.empty());
        }
    }

    private void attach(QuorumCertificate certificate) {
        try {
            if (!core.certify(certificate)) {
                messages.behind();
            }
        } catch (BlockRejected e) {
            throw new IllegalStateException("more than two thirds voted for a block of another height or round", e);
        }
    }

    // --- giving rounds up ------------------------------------------------------------------------------------------

    private void giveUp() {
        SigningKey key = rules.key().orElseThrow();
        if (safety.round() < round) {
            SafetyRecord next = new SafetyRecord(round, Hash.ZERO);
            core.store().promise(next, durability());
            safety = next;
        }
        candidate = Optional.empty();
        timeoutSentMillis = clock.millis();
        Timeout timeout = new Timeout(round, TimeoutVote.sign(key, rules.chainId(), round, highRound()), high, entered);
        messages.timeout(timeout);
        countTimeout(timeout);
    }

    /**
     * Takes a producer's timeout whose signature holds.
     *
     * @throws BlockRejected when what it carries does not hold
     */
    void gaveUp(Timeout timeout) throws BlockRejected {
        if (timeout.high().isPresent()) {
            certified(timeout.high().get());
        }
        if (timeout.previous().isPresent()) {
            timedOut(timeout.previous().get());
        }
        countTimeout(timeout);
        settle();
    }

    private void timedOut(TimeoutCertificate certificate) throws BlockRejected {
        if (certificate.round() >= round) {
            rules.certificates().verify(certificate);
            begin(certificate.round() + 1, Optional.of(certificate));
        }
    }

    private void countTimeout(Timeout timeout) {
        Address voter = timeout.vote().voter().address();
        Timeout before = timeouts.get(voter);
        if (timeout.round() < round || (before != null && before.round() > timeout.round())) {
            return;
        }
        timeouts.put(voter, timeout);
        Map<Address, TimeoutVote> same = new TreeMap<>();
        timeouts.forEach((address, other) -> {
            if (other.round() == timeout.round()) {
                same.put(address, other.vote());
            }
        });
        Set<Address> voters = new HashSet<>(same.keySet());
        if (isQuorum(voters)) {
            begin(
                    timeout.round() + 1,
                    Optional.of(new TimeoutCertificate(timeout.round(), List.copyOf(same.values()))));
        } else if (rules.key().isPresent()
                && timeout.round() == round
                && timeoutSentMillis == 0
                && rules.producers().isMoreThanFaulty(voters)) {
            // An honest one gave it up: waiting longer than the others helps nobody.
            giveUp();
        }
    }

    // --- which branch ----------------------------------------------------------------------------------------------

    /** Holds the chain to be the block with the highest certificate, and its child of this round if there is one. */
    private void settle() {
        Hash best = core.highest()
                .map(QuorumCertificate::block)
                .orElse(core.head().fin().blockHash());
        core.moveHead(core.childOf(best, round).map(PendingBlock::hash).orElse(best));
    }
}
