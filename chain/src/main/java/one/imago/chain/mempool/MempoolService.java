package one.imago.chain.mempool;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import one.imago.chain.state.LedgerSegments;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.chain.transaction.TransactionDecoder;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.storage.Batch;
import one.imago.node.storage.KeyValueStore;
import one.imago.node.storage.KeyValueStore.Durability;
import one.imago.node.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts transactions: decodes and verifies them on the caller's thread, keeps them in order, and answers once they are
 * on disk. Thread-safe.
 */
public final class MempoolService {
    private static final Logger LOG = LoggerFactory.getLogger(MempoolService.class);
    private static final int REMEMBERED_VERDICTS = 100_000;

    private final TransactionDecoder decoder;
    private final Mempool pool;
    private final MempoolJournal journal;
    private final KeyValueStore store;
    /** Encodings whose signature was found to hold, by their SHA-256. */
    private final Cache<Hash, Boolean> verified = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_VERDICTS)
            .executor(Runnable::run)
            .build();

    private volatile Runnable listener = () -> {};
    private volatile Consumer<SignedTransaction> submissions = transaction -> {};

    /**
     * @param store the ledger's
     * @param journalThread one thread that may block on the disk
     */
    public MempoolService(
            TransactionDecoder decoder,
            PoolLimits limits,
            HeadAccounts accounts,
            KeyValueStore store,
            Executor journalThread) {
        this.decoder = decoder;
        this.pool = new Mempool(limits, accounts);
        this.journal = new MempoolJournal(store, journalThread);
        this.store = store;
    }

    /** Calls {@code wake} whenever something was accepted. */
    public void onAccepted(Runnable wake) {
        listener = wake;
    }

    /** Gives {@code next} what was submitted here and is on disk. */
    void onSubmitted(Consumer<SignedTransaction> next) {
        submissions = next;
    }

    /**
     * What became of one submission.
     *
     * @param txId empty when the bytes were no transaction
     * @param error empty when it was accepted, durably
     */
    public record Outcome(Optional<Hash> txId, Optional<TransactionRejected> error) {}

    /** Submits many at once, which share one write to disk. Blocks until it is done. */
    public List<Outcome> submit(List<byte[]> encoded) {
        List<Outcome> outcomes = new ArrayList<>(encoded.size());
        List<SignedTransaction> accepted = new ArrayList<>(encoded.size());
        List<Hash> replaced = new ArrayList<>();
        for (byte[] bytes : encoded) {
            outcomes.add(admit(bytes, accepted, replaced));
        }
        if (accepted.isEmpty()) {
            return outcomes;
        }
        try {
            journal.append(accepted, replaced).join();
        } catch (CompletionException e) {
            accepted.forEach(transaction -> pool.withdraw(transaction.txId()));
            TransactionRejected reason = reason(e);
            return outcomes.stream()
                    .map(outcome ->
                            outcome.error().isPresent() ? outcome : new Outcome(outcome.txId(), Optional.of(reason)))
                    .toList();
        }
        listener.run();
        accepted.forEach(submissions);
        return outcomes;
    }

    /**
     * Takes a transaction that a peer passed on. Does not wait for the disk: nothing was promised to that peer.
     *
     * @return whether it waits here now, so that it is worth passing on
     */
    boolean offer(byte[] encoded) {
        SignedTransaction transaction;
        List<Hash> replaced = new ArrayList<>(1);
        try {
            transaction = decoder.decode(encoded);
            if (pool.holds(transaction.txId())) {
                return true;
            }
            requireSignature(transaction);
            pool.admit(transaction).ifPresent(replaced::add);
        } catch (TransactionRejected e) {
            return false;
        }
        journal.append(List.of(transaction), replaced).thenRun(listener).exceptionally(failure -> {
            pool.withdraw(transaction.txId());
            return null;
        });
        return true;
    }

    private static TransactionRejected reason(CompletionException failure) {
        if (failure.getCause() instanceof StorageException storage && storage.diskFull()) {
            return new TransactionRejected(
                    "disk-full", "the node's disk is full: it accepts nothing until there is room");
        }
        LOG.error("accepted transactions could not be written", failure.getCause());
        return new TransactionRejected("storage-failed", "the node could not store the transaction");
    }

    private Outcome admit(byte[] bytes, List<SignedTransaction> accepted, List<Hash> replaced) {
        Optional<Hash> txId = Optional.empty();
        try {
            SignedTransaction transaction = decoder.decode(bytes);
            txId = Optional.of(transaction.txId());
            requireSignature(transaction);
            pool.admit(transaction).ifPresent(replaced::add);
            accepted.add(transaction);
            return new Outcome(txId, Optional.empty());
        } catch (TransactionRejected e) {
            return new Outcome(txId, Optional.of(e));
        }
    }

    /**
     * Verifies a transaction's signature unless these very bytes were verified before.
     *
     * @throws TransactionRejected {@code signature-invalid}
     */
    public void requireSignature(SignedTransaction transaction) throws TransactionRejected {
        Hash bytes = Hash.sha256(transaction.encode());
        if (verified.getIfPresent(bytes) != null) {
            return;
        }
        if (!transaction.signatureHolds()) {
            throw new TransactionRejected("signature-invalid", "the signature is not the sender's over this payload");
        }
        verified.put(bytes, true);
    }

    /**
     * Reads the journal at start. What it holds was verified before it was written.
     *
     * @param settled whether a transaction stands in a final block
     * @param included whether it stands in one that is not final
     */
    public void reload(Predicate<SignedTransaction> settled, Predicate<SignedTransaction> included) {
        Batch stale = new Batch();
        List<SignedTransaction> waiting = new ArrayList<>();
        store.scan(LedgerSegments.MEMPOOL, new byte[0], new byte[0], (key, value) -> {
            try {
                SignedTransaction transaction = decoder.decode(value);
                if (settled.test(transaction)) {
                    stale.delete(LedgerSegments.MEMPOOL, key);
                } else if (included.test(transaction)) {
                    pool.restore(transaction);
                } else {
                    waiting.add(transaction);
                }
            } catch (TransactionRejected e) {
                stale.delete(LedgerSegments.MEMPOOL, key);
            }
            return true;
        });
        waiting.sort(java.util.Comparator.comparingLong(SignedTransaction::nonce));
        for (SignedTransaction transaction : waiting) {
            try {
                pool.admit(transaction);
                verified.put(Hash.sha256(transaction.encode()), true);
            } catch (TransactionRejected e) {
                pool.reject(transaction.txId(), e);
                stale.delete(LedgerSegments.MEMPOOL, transaction.txId().bytes());
            }
        }
        if (!stale.isEmpty()) {
            store.write(stale, Durability.BUFFERED);
        }
        LOG.info("{} transactions wait from before", pool.size());
    }

    public List<SignedTransaction> select(long height, int maxCount, int maxBytes) {
        return pool.select(height, maxCount, maxBytes);
    }

    /** Says which transactions stand in a new block of the chain. */
    public void included(List<SignedTransaction> transactions) {
        pool.included(transactions);
    }

    /** Says which transactions stood in a block that the chain does not go through any more. */
    public void abandoned(List<SignedTransaction> transactions) {
        pool.abandoned(transactions);
    }

    /** Says which transactions became final. */
    public void settled(List<SignedTransaction> transactions) {
        forget(pool.settled(transactions));
    }

    /** Says that a transaction cannot be applied. */
    public void reject(Hash txId, TransactionRejected reason) {
        pool.reject(txId, reason);
        forget(List.of(txId));
    }

    /** Takes out what expired before {@code height}. */
    public void sweep(long height) {
        forget(pool.sweep(height));
    }

    private void forget(List<Hash> txIds) {
        if (!txIds.isEmpty()) {
            journal.append(List.of(), txIds).exceptionally(failure -> {
                LOG.warn("{} settled transactions stay in the journal until the next start", txIds.size());
                return null;
            });
        }
    }

    /** Some that wait, those that came first before others. */
    List<SignedTransaction> oldest(int maxCount) {
        return pool.oldest(maxCount);
    }

    public boolean hasReady() {
        return pool.hasReady();
    }

    public Optional<SignedTransaction> waiting(Hash txId) {
        return pool.waiting(txId);
    }

    /** Why a transaction was left out, while it is remembered. */
    public Optional<TransactionRejected> refusal(Hash txId) {
        return pool.refusal(txId);
    }

    /** The account's next nonce after all that waits without a gap. */
    public long pendingNonce(Address account) {
        return pool.pendingNonce(account);
    }

    public int size() {
        return pool.size();
    }
}
