package one.imago.chain.mempool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import one.imago.chain.state.LedgerSegments;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.node.crypto.Hash;
import one.imago.node.storage.Batch;
import one.imago.node.storage.KeyValueStore;
import one.imago.node.storage.KeyValueStore.Durability;
import one.imago.node.storage.StorageException;

/**
 * Writes accepted transactions to disk before they are acknowledged. Whoever comes while a sync is under way shares the
 * next one. Thread-safe.
 */
final class MempoolJournal {
    /** Keeps a batch and the memory behind it small. */
    private static final int MAX_GROUP = 10_000;

    private final KeyValueStore store;
    private final Executor writer;
    private final Queue<Group> waiting = new ArrayDeque<>();

    private record Group(List<SignedTransaction> added, List<Hash> removed, CompletableFuture<Void> done) {}

    /**
     * @param writer one thread
     */
    MempoolJournal(KeyValueStore store, Executor writer) {
        this.store = store;
        this.writer = writer;
    }

    /** Completes when these are on disk, or fails with what the store threw; then none of them counts. */
    CompletableFuture<Void> append(List<SignedTransaction> added, List<Hash> removed) {
        Group group = new Group(added, removed, new CompletableFuture<>());
        boolean first;
        synchronized (waiting) {
            first = waiting.isEmpty();
            waiting.add(group);
        }
        if (first) {
            writer.execute(this::drain);
        }
        return group.done();
    }

    private void drain() {
        List<Group> groups = new ArrayList<>();
        synchronized (waiting) {
            int count = 0;
            while (!waiting.isEmpty() && count < MAX_GROUP) {
                Group group = waiting.remove();
                count += group.added().size();
                groups.add(group);
            }
            if (!waiting.isEmpty()) {
                writer.execute(this::drain);
            }
        }
        Batch batch = new Batch();
        boolean sync = false;
        for (Group group : groups) {
            for (SignedTransaction transaction : group.added()) {
                batch.put(LedgerSegments.MEMPOOL, transaction.txId().bytes(), transaction.encode());
                sync = true;
            }
            for (Hash txId : group.removed()) {
                batch.delete(LedgerSegments.MEMPOOL, txId.bytes());
            }
        }
        try {
            store.write(batch, sync ? Durability.SYNCED : Durability.BUFFERED);
            groups.forEach(group -> group.done().complete(null));
        } catch (StorageException e) {
            groups.forEach(group -> group.done().completeExceptionally(e));
        }
    }
}
