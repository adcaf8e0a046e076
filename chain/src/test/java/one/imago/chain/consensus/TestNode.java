package one.imago.chain.consensus;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.BlockVote;
import one.imago.chain.block.Proposal;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.block.Timeout;
import one.imago.chain.copyright.CopyrightModule;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.mempool.MempoolService;
import one.imago.chain.mempool.PoolLimits;
import one.imago.chain.stake.StakeModule;
import one.imago.chain.state.LedgerSegments;
import one.imago.chain.state.StoredLedgerState;
import one.imago.chain.token.TokenModule;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.chain.transaction.TransactionDecoder;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.SigningKey;
import one.imago.node.storage.KeyValueStore;
import one.imago.node.storage.Storage;

/** The ledger without its thread and timer: every step is the test's. */
final class TestNode implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_700_000_100_000L), ZoneOffset.UTC);

    final Rules rules;
    final KeyValueStore store;
    final ChainCore core;
    final MempoolService mempool;
    final Agreement agreement;
    final List<Object> said = new ArrayList<>();

    /** Keeps what the node says. */
    private final class Kept implements Agreement.Messages {
        @Override
        public void propose(Proposal proposal) {
            said.add(proposal);
        }

        @Override
        public void vote(Address leader, BlockVote vote) {
            said.add(vote);
        }

        @Override
        public void timeout(Timeout timeout) {
            said.add(timeout);
        }

        @Override
        public void certificate(QuorumCertificate certificate) {
            said.add(certificate);
        }

        @Override
        public void behind() {}
    }

    TestNode(Genesis genesis, Storage storage) throws BlockRejected {
        this(genesis, storage, Optional.of(TestChain.PRODUCER));
    }

    TestNode(Genesis genesis, Storage storage, Optional<SigningKey> key) throws BlockRejected {
        this(genesis, storage, key, CLOCK);
    }

    TestNode(Genesis genesis, Storage storage, Optional<SigningKey> key, Clock clock) throws BlockRejected {
        TokenModule token = new TokenModule();
        rules = Rules.of(genesis, List.of(token, new CopyrightModule(), new StakeModule()), token, key);
        store = storage.open(LedgerSegments.STORE, LedgerSegments.all());
        core = new ChainCore(rules, clock, store, block -> {});
        core.resume();
        mempool = new MempoolService(
                new TransactionDecoder(rules.chainId(), rules.kinds()), PoolLimits.DEFAULT, core, store, Runnable::run);
        mempool.reload(
                transaction -> core.store().place(transaction.txId()).isPresent(),
                transaction -> core.included(transaction.txId()).isPresent());
        core.attach(mempool);
        agreement = new Agreement(rules, core, mempool, clock, new Kept());
        agreement.start();
        core.advanceFinality();
    }

    void submit(SignedTransaction transaction) {
        mempool.submit(List.of(transaction.encode())).get(0).error().ifPresent(error -> {
            throw new AssertionError(error);
        });
    }

    /** Makes the block of the round, whatever the clock says. */
    Block produce() {
        return agreement.propose();
    }

    /** Takes a block that a peer sent. */
    boolean receive(Block block) throws BlockRejected {
        boolean known = agreement.fetched(block);
        core.advanceFinality();
        return known;
    }

    boolean stateRecomputes() {
        return new StoredLedgerState(store).check().matches();
    }

    @Override
    public void close() {
        store.close();
    }
}
