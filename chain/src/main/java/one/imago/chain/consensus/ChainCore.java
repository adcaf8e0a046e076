package one.imago.chain.consensus;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import one.imago.chain.block.Block;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.GenesisBlock;
import one.imago.chain.block.Header;
import one.imago.chain.block.QuorumCertificate;
import one.imago.chain.block.TransactionPlace;
import one.imago.chain.mempool.HeadAccounts;
import one.imago.chain.mempool.MempoolService;
import one.imago.chain.state.FinalPointer;
import one.imago.chain.state.FinalState;
import one.imago.chain.state.StateLayer;
import one.imago.chain.state.StateSource;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.chain.transaction.TransactionDecoder;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Amount;
import one.imago.node.storage.KeyValueStore;
import one.imago.node.storage.StorageException;

/**
 * The final state on disk, the tree of blocks above it executed in memory, and the one branch of it that this node holds
 * for the chain. Which branch that is and what is voted for is {@link Agreement}'s. One thread owns it; what it publishes
 * ({@link #head}, accounts, positions) any thread may read.
 *
 * <p>A step writes first and changes memory after, so a write that fails leaves everything as it was, and the step can
 * be tried again.
 */
final class ChainCore implements HeadAccounts {
    private final Rules rules;
    private final Clock clock;
    private final LedgerStore store;
    private final FinalState finalState;
    private final TransactionDecoder decoder;
    private final FinalityListener listener;
    /** By hash; a parent stands before its children. */
    private final Map<Hash, PendingBlock> tree = new LinkedHashMap<>();

    private final Map<Hash, TransactionPlace> included = new ConcurrentHashMap<>();
    private Optional<MempoolService> mempool = Optional.empty();
    private volatile Optional<QuorumCertificate> finalCertificate;
    private Header finalHeader;
    private volatile Head head;
    private volatile List<PendingBlock> branch = List.of();

    /** Told of every block that became final, on the owner thread. */
    interface FinalityListener {
        void becameFinal(PendingBlock block);
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
        finalCertificate = store.certificateOf(block.hash());
        finalHeader = block.header();
        head = new Head(block.header(), block.hash(), finalState, pointer);
    }

    private FinalPointer initialise() {
        StateLayer state = rules.executor().genesis(finalState, rules.genesis().allocation());
        Block genesis = GenesisBlock.of(rules.genesis(), state.root());
        store.initialise(genesis, state);
        finalState.include(state);
        return store.pointer().orElseThrow();
    }

    /** Executes the stored blocks above the final one, and stands on the longest branch of them. */
    void resume() throws BlockRejected {
        finalState.own();
        for (Block block : store.unfinal()) {
            if (knows(block.header().parent())) {
                Executed executed = execute(block, transaction -> {});
                add(block, executed.state(), executed.transactions());
                block.certificate().ifPresent(this::attach);
                store.certificateOf(block.hash()).ifPresent(this::attach);
            }
        }
        tree.values().stream()
                .max(java.util.Comparator.comparingLong(PendingBlock::round))
                .ifPresent(newest -> moveHead(newest.hash()));
    }

    /** Says whose transactions wait; told from now on of what the branch takes and gives back. */
    void attach(MempoolService pool) {
        mempool = Optional.of(pool);
        branch.forEach(block -> pool.included(block.transactions));
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

    /** Transactions of the branch that are not final, some perhaps of this node's senders. Any thread may read. */
    List<SignedTransaction> unfinalTransactions() {
        return branch.stream().flatMap(block -> block.transactions.stream()).toList();
    }

    /** Whether blocks are needed to make a transaction final. */
    boolean hasUnfinalTransactions() {
        return branch.stream().anyMatch(block -> !block.transactions.isEmpty());
    }

    /** The block at a height of the branch above the final one. Any thread may read. */
    Optional<Block> branchBlock(long height) {
        List<PendingBlock> now = branch;
        return now.stream()
                .filter(block -> block.height() == height)
                .map(block -> block.block)
                .findFirst();
    }

    /** Whether a block is the final one or above it. */
    boolean knows(Hash block) {
        return block.equals(head.fin().blockHash()) || tree.containsKey(block);
    }

    /** A block above the final one. */
    Optional<PendingBlock> pending(Hash block) {
        return Optional.ofNullable(tree.get(block));
    }

    /** Header of the final block or one above it. */
    Header header(Hash block) {
        PendingBlock pending = tree.get(block);
        if (pending != null) {
            return pending.block.header();
        }
        if (!block.equals(head.fin().blockHash())) {
            throw new IllegalArgumentException("block " + block + " is not known");
        }
        return finalHeader;
    }

    private StateSource stateAfter(Hash block) {
        PendingBlock pending = tree.get(block);
        return pending == null ? finalState : pending.state;
    }

    /** The certificate of the newest final block; genesis has none. Any thread may read. */
    Optional<QuorumCertificate> finalCertificate() {
        return finalCertificate;
    }

    /** The certificate of the highest round here, of the final block or one above it; genesis has none. */
    Optional<QuorumCertificate> highest() {
        Optional<QuorumCertificate> highest = finalCertificate;
        for (PendingBlock block : tree.values()) {
            if (block.certificate.isPresent()
                    && block.round() > highest.map(QuorumCertificate::round).orElse(0L)) {
                highest = block.certificate;
            }
        }
        return highest;
    }

    int treeSize() {
        return tree.size();
    }

    /** The branch as far as it is certified, from the child of the final block up. Any thread may read. */
    List<PendingBlock> certifiedBranch() {
        List<PendingBlock> now = branch;
        int end = now.size();
        while (end > 0 && now.get(end - 1).certificate.isEmpty()) {
            end--;
        }
        return now.subList(0, end);
    }

    /** The child of a block in a round. */
    Optional<PendingBlock> childOf(Hash parent, long round) {
        return tree.values().stream()
                .filter(block -> block.round() == round && block.parent().equals(parent))
                .findFirst();
    }

    /** Whether another child of the same parent has this block's round: its producer made two. */
    boolean hasRival(Block block) {
        return tree.values().stream()
                .anyMatch(other -> other.round() == block.header().round()
                        && other.parent().equals(block.header().parent())
                        && !other.hash().equals(block.hash()));
    }

    /**
     * Takes a block whose parent is known.
     *
     * @throws BlockRejected when it breaks a rule
     */
    void insert(Block block) throws BlockRejected {
        if (tree.containsKey(block.hash())) {
            return;
        }
        new BlockRules(rules).check(block, header(block.header().parent()));
        Executed executed = execute(block, transaction -> {
            if (mempool.isPresent()) {
                mempool.get().requireSignature(transaction);
            } else if (!transaction.signatureHolds()) {
                throw new TransactionRejected("signature-invalid", "the signature is not the sender's");
            }
        });
        store.accept(block);
        add(block, executed.state(), executed.transactions());
        block.certificate().ifPresent(this::attach);
    }

    /** Takes a block that this node made and that is stored. */
    void insertOwn(Block block, StateLayer state, List<SignedTransaction> transactions) {
        add(block, state, transactions);
        block.certificate().ifPresent(this::attach);
    }

    /**
     * Forgets what is neither certified nor followed, for a producer can make any number of such blocks. One that is
     * certified after all is fetched again.
     *
     * @param voted the block that this node voted for last; it stays
     */
    void forgetLeaves(Hash voted) {
        Set<Hash> kept = new HashSet<>(Set.of(voted));
        branch.forEach(block -> kept.add(block.hash()));
        tree.values().forEach(block -> kept.add(block.parent()));
        List<PendingBlock> leaves = tree.values().stream()
                .filter(block -> block.certificate.isEmpty() && !kept.contains(block.hash()))
                .toList();
        Set<PendingBlock> certified = new HashSet<>();
        leaves.forEach(leaf -> pending(leaf.parent())
                .filter(parent -> parent.certificate.isPresent())
                .ifPresent(certified::add));
        store.forget(leaves, certified);
        leaves.forEach(leaf -> tree.remove(leaf.hash()));
    }

    private void add(Block block, StateLayer state, List<SignedTransaction> transactions) {
        tree.put(block.hash(), new PendingBlock(block, state, transactions, clock.millis()));
    }

    private void attach(QuorumCertificate certificate) {
        PendingBlock block = tree.get(certificate.block());
        if (block != null && block.certificate.isEmpty()) {
            block.certificate = Optional.of(certificate);
        }
    }

    /**
     * Takes a verified certificate.
     *
     * @return whether its block is known
     * @throws BlockRejected when the block is of another height or round
     */
    boolean certify(QuorumCertificate certificate) throws BlockRejected {
        PendingBlock block = tree.get(certificate.block());
        if (block == null) {
            return certificate.block().equals(head.fin().blockHash());
        }
        if (block.height() != certificate.height() || block.round() != certificate.round()) {
            throw new BlockRejected("certificate-invalid", "the certificate is for another block");
        }
        attach(certificate);
        return true;
    }

    BlockExecutor.Execution begin(Hash parent, long timestampMillis, Address producer) {
        return rules.executor().begin(stateAfter(parent), header(parent).height() + 1, timestampMillis, producer);
    }

    /** Makes the branch up to {@code block} the chain that this node holds. */
    void moveHead(Hash block) {
        if (block.equals(head.hash())) {
            return;
        }
        List<PendingBlock> next = pathTo(block);
        List<PendingBlock> before = branch;
        int shared = 0;
        while (shared < Math.min(before.size(), next.size())
                && before.get(shared).hash().equals(next.get(shared).hash())) {
            shared++;
        }
        List<PendingBlock> left = before.subList(shared, before.size());
        List<PendingBlock> entered = next.subList(shared, next.size());
        left.forEach(pending -> pending.transactions.forEach(transaction -> included.remove(transaction.txId())));
        for (PendingBlock pending : entered) {
            for (int i = 0; i < pending.transactions.size(); i++) {
                SignedTransaction transaction = pending.transactions.get(i);
                included.put(transaction.txId(), TransactionPlace.of(transaction, pending.height(), i));
            }
        }
        branch = List.copyOf(next);
        head = new Head(header(block), block, stateAfter(block), head.fin());
        mempool.ifPresent(pool -> {
            left.forEach(pending -> pool.abandoned(pending.transactions));
            entered.forEach(pending -> pool.included(pending.transactions));
        });
    }

    /** The blocks from the child of the final one up to this one. */
    private List<PendingBlock> pathTo(Hash block) {
        List<PendingBlock> path = new ArrayList<>();
        for (PendingBlock at = tree.get(block); at != null; at = tree.get(at.parent())) {
            path.add(at);
        }
        Collections.reverse(path);
        return path;
    }

    /**
     * Makes final what is: a block whose child of the very next round is certified, and all below it. May be tried again
     * after a failed write.
     */
    void advanceFinality() {
        PendingBlock last = null;
        PendingBlock witness = null;
        for (PendingBlock child : tree.values()) {
            PendingBlock parent = tree.get(child.parent());
            if (parent != null
                    && parent.certificate.isPresent()
                    && child.certificate.isPresent()
                    && child.round() == parent.round() + 1
                    && (last == null || parent.height() > last.height())) {
                last = parent;
                witness = child;
            }
        }
        if (last != null && witness != null) {
            finalise(pathTo(last.hash()), witness);
        }
    }

    private void finalise(List<PendingBlock> path, PendingBlock witness) {
        PendingBlock last = path.get(path.size() - 1);
        Set<Hash> kept = new HashSet<>(Set.of(last.hash()));
        List<PendingBlock> dropped = new ArrayList<>();
        Map<Hash, PendingBlock> rest = new HashMap<>();
        for (PendingBlock block : tree.values()) {
            if (kept.contains(block.parent())) {
                kept.add(block.hash());
                rest.put(block.hash(), block);
            } else if (!path.contains(block)) {
                dropped.add(block);
            }
        }
        FinalPointer pointer = store.finalise(path, witness, dropped);
        path.forEach(block -> finalState.include(block.state));
        for (PendingBlock block : rest.values()) {
            if (block.parent().equals(last.hash())) {
                block.state.rebase(finalState);
            }
        }
        boolean onBranch = branch.size() >= path.size()
                && branch.get(path.size() - 1).hash().equals(last.hash());
        if (!onBranch) {
            moveHead(last.hash());
        }
        tree.keySet().retainAll(rest.keySet());
        branch = List.copyOf(branch.subList(path.size(), branch.size()));
        finalCertificate = last.certificate;
        finalHeader = last.block.header();
        head = new Head(
                head.header(),
                head.hash(),
                branch.isEmpty() ? finalState : branch.get(branch.size() - 1).state,
                pointer);
        for (PendingBlock block : path) {
            block.transactions.forEach(transaction -> included.remove(transaction.txId()));
            mempool.ifPresent(pool -> pool.settled(block.transactions));
            listener.becameFinal(block);
        }
    }

    private record Executed(StateLayer state, List<SignedTransaction> transactions) {}

    /** Verifies a transaction's signature, or knows that it was. */
    private interface SignatureRule {
        void require(SignedTransaction transaction) throws TransactionRejected;
    }

    private Executed execute(Block block, SignatureRule signatures) throws BlockRejected {
        Header header = block.header();
        BlockExecutor.Execution execution = begin(header.parent(), header.timestampMillis(), header.producer());
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
