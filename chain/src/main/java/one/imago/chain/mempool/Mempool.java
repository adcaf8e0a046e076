package one.imago.chain.mempool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import org.jspecify.annotations.Nullable;

/**
 * The transactions that wait for a block, in memory: by sender and nonce, and between senders by fee per byte.
 * Thread-safe; every call is short. Durability is {@link MempoolService}'s.
 */
final class Mempool {
    private static final int REMEMBERED_REFUSALS = 10_000;

    private final PoolLimits limits;
    private final HeadAccounts accounts;
    private final Map<Address, SenderQueue> senders = new HashMap<>();
    private final Map<Hash, PoolEntry> byId = new HashMap<>();
    private final Map<Hash, TransactionRejected> refused = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, TransactionRejected> eldest) {
            return size() > REMEMBERED_REFUSALS;
        }
    };
    private long bytes;
    private long arrivals;

    Mempool(PoolLimits limits, HeadAccounts accounts) {
        this.limits = limits;
        this.accounts = accounts;
    }

    /**
     * Admits a transaction whose signature holds.
     *
     * @return the id of the transaction that it replaces, if any
     * @throws TransactionRejected when it cannot wait here
     */
    synchronized Optional<Hash> admit(SignedTransaction transaction) throws TransactionRejected {
        PoolEntry known = byId.get(transaction.txId());
        if (known != null) {
            return Optional.empty();
        }
        long height = accounts.height();
        if (transaction.expiry() <= height) {
            throw new TransactionRejected(
                    "expired", "it is valid up to height " + transaction.expiry() + ", the chain is at " + height);
        }
        SenderQueue queue = senders.get(transaction.sender());
        if (queue == null) {
            queue = new SenderQueue(accounts.nonce(transaction.sender()));
        }
        PoolEntry replaced = queue.byNonce.get(transaction.nonce());
        checkNonce(queue, transaction);
        checkReplacement(replaced, transaction);
        checkRoom(queue, replaced, transaction);
        checkFunds(queue, replaced, transaction);
        if (replaced != null) {
            remove(replaced);
            refuse(
                    replaced.transaction().txId(),
                    new TransactionRejected("replaced", "replaced by " + transaction.txId() + " with a higher fee"));
        }
        insert(queue, transaction);
        return Optional.ofNullable(replaced).map(entry -> entry.transaction().txId());
    }

    private void checkNonce(SenderQueue queue, SignedTransaction transaction) throws TransactionRejected {
        if (transaction.nonce() < queue.nextNonce) {
            throw new TransactionRejected(
                    "nonce-stale",
                    "nonce " + transaction.nonce() + " was used, the account's next is " + queue.nextNonce);
        }
        if (transaction.nonce() - queue.nextNonce >= limits.perSender()) {
            throw new TransactionRejected(
                    "nonce-too-high",
                    "nonce " + transaction.nonce() + " is too far above the account's next, " + queue.nextNonce);
        }
    }

    private static void checkReplacement(@Nullable PoolEntry replaced, SignedTransaction transaction)
            throws TransactionRejected {
        if (replaced != null) {
            long needed = replaced.fee() + (replaced.fee() + 9) / 10;
            if (needed < 0 || transaction.feeLimit().units() < needed) {
                throw new TransactionRejected(
                        "replacement-underpriced",
                        "another transaction with nonce " + transaction.nonce()
                                + " waits; to replace it, offer a fee at least a tenth higher");
            }
        }
    }

    private void checkRoom(SenderQueue queue, @Nullable PoolEntry replaced, SignedTransaction transaction)
            throws TransactionRejected {
        if (replaced != null) {
            return;
        }
        if (queue.byNonce.size() >= limits.perSender()
                || byId.size() >= limits.transactions()
                || bytes + transaction.size() > limits.bytes()) {
            throw new TransactionRejected("mempool-full", "too many transactions wait; try again in a moment");
        }
    }

    private void checkFunds(SenderQueue queue, @Nullable PoolEntry replaced, SignedTransaction transaction)
            throws TransactionRejected {
        long others = queue.fees - (replaced == null ? 0 : replaced.fee());
        long balance = accounts.balance(transaction.sender()).units();
        if (others > balance || transaction.feeLimit().units() > balance - others) {
            throw new TransactionRejected(
                    "insufficient-funds", "the account cannot pay the fees of its waiting transactions");
        }
    }

    private void insert(SenderQueue queue, SignedTransaction transaction) {
        PoolEntry entry = new PoolEntry(transaction, arrivals++);
        senders.putIfAbsent(transaction.sender(), queue);
        queue.byNonce.put(transaction.nonce(), entry);
        if (transaction.nonce() >= queue.nextNonce) {
            queue.fees += entry.fee();
        }
        byId.put(transaction.txId(), entry);
        bytes += entry.size();
        refused.remove(transaction.txId());
    }

    private void remove(PoolEntry entry) {
        SignedTransaction transaction = entry.transaction();
        if (byId.remove(transaction.txId()) == null) {
            return;
        }
        bytes -= entry.size();
        SenderQueue queue = senders.get(transaction.sender());
        if (queue != null) {
            queue.byNonce.remove(transaction.nonce());
            if (transaction.nonce() >= queue.nextNonce) {
                queue.fees -= entry.fee();
            }
            if (queue.byNonce.isEmpty()) {
                senders.remove(transaction.sender());
            }
        }
    }

    /**
     * The best transactions for the next block, each sender's in order of nonce without gaps.
     *
     * @param height of that block
     */
    synchronized List<SignedTransaction> select(long height, int maxCount, int maxBytes) {
        PriorityQueue<PoolEntry> ready = new PriorityQueue<>(PoolEntry.BY_FEE_RATE);
        for (SenderQueue queue : senders.values()) {
            PoolEntry first = queue.byNonce.get(queue.nextNonce);
            if (first != null) {
                ready.add(first);
            }
        }
        List<SignedTransaction> chosen = new ArrayList<>();
        long room = maxBytes;
        while (!ready.isEmpty() && chosen.size() < maxCount) {
            SignedTransaction best = ready.poll().transaction();
            // Its frame in the block is a tag and a length of at most 3 bytes each.
            if (best.expiry() < height || best.size() + 6 > room) {
                continue;
            }
            room -= best.size() + 6;
            chosen.add(best);
            SenderQueue queue = senders.get(best.sender());
            PoolEntry next = queue == null ? null : queue.byNonce.get(best.nonce() + 1);
            if (next != null) {
                ready.add(next);
            }
        }
        return chosen;
    }

    /** Sets aside what stands in a block that is not final; it comes back if that block is abandoned. */
    synchronized void included(List<SignedTransaction> transactions) {
        for (SignedTransaction transaction : transactions) {
            SenderQueue queue = senders.get(transaction.sender());
            if (queue != null && transaction.nonce() >= queue.nextNonce) {
                queue.moveTo(transaction.nonce() + 1);
            }
        }
    }

    /** Takes back what stood in a block that the chain does not go through any more. The accounts are as before it. */
    synchronized void abandoned(List<SignedTransaction> transactions) {
        for (SignedTransaction transaction : transactions) {
            SenderQueue queue = senders.get(transaction.sender());
            if (queue != null) {
                queue.moveTo(accounts.nonce(transaction.sender()));
            }
        }
    }

    /** Takes out what stands in a final block; whatever else had the same nonces can never follow. */
    synchronized List<Hash> settled(List<SignedTransaction> transactions) {
        List<Hash> stale = new ArrayList<>();
        for (SignedTransaction transaction : transactions) {
            SenderQueue queue = senders.get(transaction.sender());
            if (queue != null) {
                queue.moveTo(Math.max(queue.nextNonce, transaction.nonce() + 1));
                PoolEntry waiting = queue.byNonce.get(transaction.nonce());
                if (waiting != null) {
                    remove(waiting);
                    Hash other = waiting.transaction().txId();
                    if (!other.equals(transaction.txId())) {
                        stale.add(other);
                        refuse(other, new TransactionRejected("nonce-stale", "another transaction used its nonce"));
                    }
                }
            }
        }
        return stale;
    }

    /** Puts back what stands in a block that is not final and was accepted here before a restart. */
    synchronized void restore(SignedTransaction transaction) {
        if (!byId.containsKey(transaction.txId())) {
            SenderQueue queue =
                    senders.computeIfAbsent(transaction.sender(), sender -> new SenderQueue(accounts.nonce(sender)));
            insert(queue, transaction);
        }
    }

    /** Takes out a transaction that cannot be applied, and remembers why. */
    synchronized void reject(Hash txId, TransactionRejected reason) {
        PoolEntry entry = byId.get(txId);
        if (entry != null) {
            remove(entry);
        }
        refuse(txId, reason);
    }

    /** Takes out a transaction whose acceptance failed, without a trace. */
    synchronized void withdraw(Hash txId) {
        PoolEntry entry = byId.get(txId);
        if (entry != null) {
            remove(entry);
        }
    }

    private void refuse(Hash txId, TransactionRejected reason) {
        refused.put(txId, reason);
    }

    /** Takes out what can no longer be included at {@code height} or later. */
    synchronized List<Hash> sweep(long height) {
        List<PoolEntry> expired = byId.values().stream()
                .filter(entry -> entry.transaction().expiry() < height && !isIncluded(entry))
                .toList();
        for (PoolEntry entry : expired) {
            remove(entry);
            refuse(
                    entry.transaction().txId(),
                    new TransactionRejected(
                            "expired",
                            "it was valid up to height " + entry.transaction().expiry()));
        }
        return expired.stream().map(entry -> entry.transaction().txId()).toList();
    }

    /** Whether some transaction could go into the next block. */
    synchronized boolean hasReady() {
        for (SenderQueue queue : senders.values()) {
            if (queue.byNonce.containsKey(queue.nextNonce)) {
                return true;
            }
        }
        return false;
    }

    private boolean isIncluded(PoolEntry entry) {
        SenderQueue queue = senders.get(entry.transaction().sender());
        return queue != null && entry.transaction().nonce() < queue.nextNonce;
    }

    /** Whether it is here, waiting or set aside. */
    synchronized boolean holds(Hash txId) {
        return byId.containsKey(txId);
    }

    /** Those that came first. */
    synchronized List<SignedTransaction> oldest(int maxCount) {
        return byId.values().stream()
                .filter(entry -> !isIncluded(entry))
                .sorted(Comparator.comparingLong(PoolEntry::order))
                .limit(maxCount)
                .map(PoolEntry::transaction)
                .toList();
    }

    synchronized Optional<SignedTransaction> waiting(Hash txId) {
        return Optional.ofNullable(byId.get(txId))
                .filter(entry -> !isIncluded(entry))
                .map(PoolEntry::transaction);
    }

    synchronized Optional<TransactionRejected> refusal(Hash txId) {
        return Optional.ofNullable(refused.get(txId));
    }

    synchronized long pendingNonce(Address account) {
        SenderQueue queue = senders.get(account);
        return queue == null ? accounts.nonce(account) : queue.pendingNonce();
    }

    synchronized int size() {
        return byId.size();
    }
}
