package one.imago.chain.consensus;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.GenesisBlock;
import one.imago.chain.block.Header;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.block.TransactionPlace;
import one.imago.chain.block.TransactionsRoot;
import one.imago.chain.block.Vote;
import one.imago.chain.mempool.HeadAccounts;
import one.imago.chain.mempool.MempoolService;
import one.imago.chain.state.FinalPointer;
import one.imago.chain.state.FinalState;
import one.imago.chain.state.StateLayer;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.chain.transaction.TransactionDecoder;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.Amount;
import one.imago.node.storage.KeyValueStore;
import one.imago.node.storage.StorageException;

/**
 * The head of the chain: the final state on disk, the blocks above it in memory, and the steps that move both on. One
 * thread owns it; what it publishes ({@link #head}, accounts, positions) any thread may read.
 *
 * <p>A step writes first and changes memory after, so a write that fails leaves everything as it was, and the step can
 * be tried again.
 */
final class ChainCore implements HeadAccounts {
    /** Room for header, certificate and signatures. */
    private static final int BLOCK_OVERHEAD = 20_000;

    private final Rules rules;
    private final Clock clock;
    private final LedgerStore store;
    private final FinalState finalState;
    private final TransactionDecoder decoder;
    private final FinalityListener listener;
    private final Deque<PendingBlock> pending = new ArrayDeque<>();
    private final Map<Hash, TransactionPlace> included = new ConcurrentHashMap<>();
    private volatile Head head;
    private volatile Optional<QuorumCertificate> tipCertificate = Optional.empty();

    /** Told of every block that became final, on the owner thread. */
    interface FinalityListener {
        void becameFinal(PendingBlock block, FinalPointer pointer);
    }

    /**
     * Opens the ledger in {@code keyValues}, writing genesis into a new one. The stored blocks above the final one are
     * executed again by {@link #resume}.
     */
    ChainCore(Rules rules, Clock clock, KeyValueStore keyValues, FinalityListener listener) {
        this.rules = rules;
        this.clock = clock;
        this.listener = listener;
        this.store = new LedgerStore(keyValues, rules.chainId());
        this.finalState = new FinalState(keyValues);
        this.decoder = new TransactionDecoder(rules.chainId(), rules.kinds());
        finalState.own();
        FinalPointer pointer = store.pointer().orElseGet(this::initialise);
        if (!finalState.root().equals(pointer.stateRoot())) {
            throw new StorageException("the ledger in the data directory is damaged: its state root is not the one of"
                    + " its final block. Move the data directory away and restore a backup");
        }
        Block block = store.block(pointer.height())
                .orElseThrow(() -> new StorageException("the ledger in the data directory lacks its final block"));
        head = new Head(block.header(), block.hash(), finalState, pointer);
    }

    private FinalPointer initialise() {
        StateLayer state = rules.executor().genesis(finalState, rules.genesis().allocation());
        Block genesis = GenesisBlock.of(rules.genesis(), state.root());
        store.initialise(genesis, state);
        finalState.include(state);
        return store.pointer().orElseThrow();
    }

    /** Executes the stored blocks above the final one and votes again as before. */
    void resume() throws BlockRejected {
        finalState.own();
        for (Block block : store.unfinal()) {
            Executed executed = execute(block, transaction -> {});
            setParentCertificate(block);
            push(new PendingBlock(block, executed.state(), executed.transactions(), clock.millis()));
            vote(block);
        }
        advanceFinality();
    }

    Head head() {
        return head;
    }

    LedgerStore store() {
        return store;
    }

    @Override
    public long nonce(Address account) {
        return rules.fees().nonce(head.state().reader(rules.fees().module()), account);
    }

    @Override
    public Amount balance(Address account) {
        return rules.fees().balance(head.state().reader(rules.fees().module()), account);
    }

    @Override
    public long height() {
        return head.header().height();
    }

    /** Where a transaction of a block that is not final stands. */
    Optional<TransactionPlace> included(Hash txId) {
        return Optional.ofNullable(included.get(txId));
    }

    /** Whether blocks are needed to make a transaction final. */
    boolean hasUnfinalTransactions() {
        return pending.stream().anyMatch(block -> !block.transactions.isEmpty());
    }

    /** Whether it is this node's turn after the head. */
    boolean isOurTurn() {
        long round = head.header().round() + 1;
        return rules.key()
                        .filter(key -> rules.schedule().producer(round).equals(key.address()))
                        .isPresent()
                && (pending.isEmpty() || pending.getLast().certificate.isPresent());
    }

    /** Makes the next block from what waits, stores it, votes, and makes final what can be. */
    Block produce(MempoolService mempool) throws BlockRejected {
        SigningKey key = rules.key().orElseThrow();
        Head parent = head;
        long height = parent.header().height() + 1;
        long timestamp = Math.max(clock.millis(), parent.header().timestampMillis() + 1);
        BlockExecutor.Execution execution = rules.executor().begin(parent.state(), height, timestamp, key.address());
        List<SignedTransaction> chosen = new ArrayList<>();
        Map<Hash, TransactionRejected> left = new HashMap<>();
        for (SignedTransaction transaction :
                mempool.select(height, Block.MAX_TRANSACTIONS, Block.MAX_SIZE - BLOCK_OVERHEAD)) {
            try {
                execution.apply(transaction);
                chosen.add(transaction);
            } catch (TransactionRejected e) {
                // What comes before it was left out: it waits for another one with that nonce.
                if (!e.code().equals("nonce-too-high")) {
                    left.put(transaction.txId(), e);
                }
            }
        }
        StateLayer state = execution.seal();
        List<byte[]> encoded = chosen.stream().map(SignedTransaction::encode).toList();
        Optional<QuorumCertificate> certificate =
                pending.isEmpty() ? finalCertificate(parent) : pending.getLast().certificate;
        Header header = new Header(
                rules.chainId(),
                Header.PROTOCOL,
                height,
                parent.header().round() + 1,
                parent.hash(),
                timestamp,
                key.address(),
                TransactionsRoot.of(encoded),
                state.root(),
                rules.producers().hash(),
                certificate.map(QuorumCertificate::hash).orElse(Hash.ZERO));
        Block block = new Block(
                header, key.sign(SignatureDomain.BLOCK, header.encode()), key.publicKey(), certificate, encoded);
        take(block, state, chosen, mempool);
        left.forEach(mempool::reject);
        return block;
    }

    /** The certificate of a head that is itself final; genesis has none. */
    private Optional<QuorumCertificate> finalCertificate(Head parent) {
        return parent.header().height() == 0 ? Optional.empty() : store.certificateOf(parent.hash());
    }

    /**
     * Takes a block that a peer sent, if it is the next one.
     *
     * @return whether it was the next one
     * @throws BlockRejected when it breaks a rule
     */
    boolean receive(Block block, MempoolService mempool) throws BlockRejected {
        Head parent = head;
        if (!block.header().parent().equals(parent.hash())) {
            return false;
        }
        new BlockRules(rules, clock).check(block, parent.header());
        Executed executed = execute(block, mempool::requireSignature);
        take(block, executed.state(), executed.transactions(), mempool);
        return true;
    }

    /**
     * Takes the certificate of a block that is not final.
     *
     * @return whether the block is known
     * @throws BlockRejected when the certificate does not hold
     */
    boolean certify(QuorumCertificate certificate) throws BlockRejected {
        for (PendingBlock block : pending) {
            if (block.block.hash().equals(certificate.block())) {
                if (block.certificate.isEmpty()) {
                    certificate.verify(rules.chainId(), block.block.header(), rules.producers());
                    block.certificate = Optional.of(certificate);
                    advanceFinality();
                }
                return true;
            }
        }
        return false;
    }

    /** The certificate of the newest block, when this node has it. Any thread may read. */
    Optional<QuorumCertificate> tipCertificate() {
        return tipCertificate;
    }

    private void take(Block block, StateLayer state, List<SignedTransaction> transactions, MempoolService mempool)
            throws BlockRejected {
        store.accept(block, mayVote(block));
        setParentCertificate(block);
        push(new PendingBlock(block, state, transactions, clock.millis()));
        mempool.included(transactions);
        vote(block);
        advanceFinality();
    }

    private boolean mayVote(Block block) {
        return rules.key().isPresent()
                && store.safety().map(safety -> safety.allows(block)).orElse(true);
    }

    private void push(PendingBlock next) {
        pending.addLast(next);
        for (int i = 0; i < next.transactions.size(); i++) {
            SignedTransaction transaction = next.transactions.get(i);
            included.put(transaction.txId(), TransactionPlace.of(transaction, next.height(), i));
        }
        head = new Head(next.block.header(), next.block.hash(), next.state, head.fin());
    }

    /** The new block carries its parent's certificate. */
    private void setParentCertificate(Block block) {
        if (!pending.isEmpty() && block.certificate().isPresent()) {
            pending.getLast().certificate = block.certificate();
        }
    }

    /** Votes for the newest block once that is on disk. With one producer its vote is the certificate. */
    private void vote(Block block) {
        if (!mayVote(block)) {
            return;
        }
        SigningKey key = rules.key().orElseThrow();
        Header header = block.header();
        byte[] message = Vote.message(rules.chainId(), block.hash(), header.height(), header.round());
        Vote vote = new Vote(key.publicKey(), key.sign(SignatureDomain.VOTE, message));
        if (rules.producers().isQuorum(java.util.Set.of(key.address()))) {
            pending.getLast().certificate =
                    Optional.of(new QuorumCertificate(block.hash(), header.height(), header.round(), List.of(vote)));
        }
    }

    /** Makes every block final that is certified and has a certified child. May be tried again after a failed write. */
    void advanceFinality() {
        tipCertificate = pending.isEmpty() ? Optional.empty() : pending.getLast().certificate;
        while (pending.size() >= 2) {
            PendingBlock oldest = pending.removeFirst();
            PendingBlock child = pending.getFirst();
            boolean written = false;
            try {
                if (oldest.certificate.isEmpty() || child.certificate.isEmpty()) {
                    return;
                }
                FinalPointer pointer = store.finalise(oldest, oldest.certificate.get(), child.certificate.get());
                written = true;
                finalState.include(oldest.state);
                child.state.rebase(finalState);
                head = new Head(head.header(), head.hash(), head.state(), pointer);
                oldest.transactions.forEach(transaction -> included.remove(transaction.txId()));
                listener.becameFinal(oldest, pointer);
            } finally {
                if (!written) {
                    pending.addFirst(oldest);
                }
            }
        }
    }

    private record Executed(StateLayer state, List<SignedTransaction> transactions) {}

    /** Verifies a transaction's signature, or knows that it was. */
    private interface SignatureRule {
        void require(SignedTransaction transaction) throws TransactionRejected;
    }

    private Executed execute(Block block, SignatureRule signatures) throws BlockRejected {
        Header header = block.header();
        BlockExecutor.Execution execution =
                rules.executor().begin(head.state(), header.height(), header.timestampMillis(), header.producer());
        List<SignedTransaction> transactions = new ArrayList<>();
        for (byte[] encoded : block.transactions()) {
            try {
                SignedTransaction transaction = decoder.decode(encoded);
                signatures.require(transaction);
                execution.apply(transaction);
                transactions.add(transaction);
            } catch (TransactionRejected e) {
                throw new BlockRejected(
                        "transaction-invalid",
                        "transaction " + transactions.size() + " of block " + block.hash() + " is " + e.code());
            }
        }
        StateLayer state = execution.seal();
        if (!state.root().equals(header.stateRoot())) {
            throw new BlockRejected("state-root-mismatch", "block " + block.hash() + " names another state root");
        }
        return new Executed(state, transactions);
    }
}
