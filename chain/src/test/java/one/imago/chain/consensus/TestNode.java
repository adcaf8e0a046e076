package one.imago.chain.consensus;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import one.imago.chain.block.BlockRejected;
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
import one.imago.node.crypto.SigningKey;
import one.imago.node.storage.KeyValueStore;
import one.imago.node.storage.Storage;

/** The ledger without its thread and timer: every step is the test's. */
final class TestNode implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_700_000_100_000L), ZoneOffset.UTC);

    final KeyValueStore store;
    final ChainCore core;
    final MempoolService mempool;

    TestNode(Genesis genesis, Storage storage) throws BlockRejected {
        this(genesis, storage, Optional.of(TestChain.PRODUCER));
    }

    TestNode(Genesis genesis, Storage storage, Optional<SigningKey> key) throws BlockRejected {
        TokenModule token = new TokenModule();
        Rules rules = Rules.of(genesis, List.of(token, new CopyrightModule(), new StakeModule()), token, key);
        store = storage.open(LedgerSegments.STORE, LedgerSegments.all());
        core = new ChainCore(rules, CLOCK, store, (block, pointer) -> {});
        core.resume();
        mempool = new MempoolService(
                new TransactionDecoder(rules.chainId(), rules.kinds()), PoolLimits.DEFAULT, core, store, Runnable::run);
        mempool.reload(transaction -> core.included(transaction.txId()).isPresent()
                || core.store().place(transaction.txId()).isPresent());
    }

    void submit(SignedTransaction transaction) {
        mempool.submit(List.of(transaction.encode())).get(0).error().ifPresent(error -> {
            throw new AssertionError(error);
        });
    }

    void produce() throws BlockRejected {
        core.produce(mempool);
    }

    boolean stateRecomputes() {
        return new StoredLedgerState(store).check().matches();
    }

    @Override
    public void close() {
        store.close();
    }
}
