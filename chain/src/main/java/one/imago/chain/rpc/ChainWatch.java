package one.imago.chain.rpc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import one.imago.chain.block.Block;
import one.imago.chain.consensus.ChainService;
import one.imago.chain.consensus.Head;
import one.imago.chain.rpc.ChainEvent.BlockEvent;
import one.imago.chain.rpc.Subscriptions.Subscription;
import one.imago.chain.rpc.Subscriptions.Topic;
import one.imago.node.crypto.Hash;
import one.imago.node.rpc.RpcConnection;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.service.NodeExecutors;
import one.imago.node.service.Service;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells subscribers over WebSockets what happens on the ledger. It looks at the chain's head when a block becomes final,
 * and every few milliseconds while somebody has subscribed; the chain neither knows nor waits for it. What was seen last
 * belongs to this service's own thread.
 */
public final class ChainWatch extends Service {
    private static final Logger LOG = LoggerFactory.getLogger(ChainWatch.class);
    private static final long LOOK_MILLIS = 20;
    /** More blocks at once only come while a node catches up; of those a subscriber hears the newest. */
    private static final int MAX_BLOCKS_AT_ONCE = 100;

    private final ChainService chain;
    private final NodeExecutors executors;
    private final TxGetMethod transactions;
    private final Subscriptions subscriptions = new Subscriptions();
    private volatile @Nullable ScheduledExecutorService thread;

    // Of the thread alone.
    private final Map<Long, String> lastStatus = new HashMap<>();
    private @Nullable Hash lastHead;
    private long lastHeight;
    private long lastFinal;
    private @Nullable ScheduledFuture<?> nextLook;

    public ChainWatch(ChainService chain, NodeExecutors executors) {
        this.chain = chain;
        this.executors = executors;
        this.transactions = new TxGetMethod(chain);
        chain.subscribe(block -> run(this::look));
    }

    /** The methods through which clients subscribe. */
    public List<RpcMethod<?, ?>> methods() {
        return List.of(new ChainSubscribeMethod(this), new ChainUnsubscribeMethod(subscriptions));
    }

    @Override
    public String name() {
        return "chain-watch";
    }

    @Override
    protected void doStart() {
        thread = executors.singleThread("chain-watch");
    }

    @Override
    protected void doStop() {
        ScheduledExecutorService stopping = thread;
        if (stopping != null) {
            stopping.shutdownNow();
        }
    }

    /** Follows something from now on; of a transaction the first thing told is how it stands. */
    long subscribe(Topic topic, Optional<Hash> txId, RpcConnection connection) throws RpcException {
        Subscription added = subscriptions.add(topic, txId, connection);
        run(() -> {
            if (nextLook == null) {
                // Nobody looked for a while: what happened meanwhile is not news.
                remember(chain.head());
            }
            tellTransaction(added);
            scheduleLook();
        });
        return added.id();
    }

    private void run(Runnable task) {
        ScheduledExecutorService owner = thread;
        if (owner != null) {
            try {
                owner.execute(task);
            } catch (RejectedExecutionException e) {
                LOG.debug("the node is stopping");
            }
        }
    }

    private void scheduleLook() {
        ScheduledExecutorService owner = thread;
        if (nextLook == null && owner != null && !owner.isShutdown()) {
            nextLook = owner.schedule(
                    () -> {
                        nextLook = null;
                        if (subscriptions.isEmpty()) {
                            lastStatus.clear();
                        } else {
                            look();
                            scheduleLook();
                        }
                    },
                    LOOK_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void remember(Head head) {
        lastHead = head.hash();
        lastHeight = head.header().height();
        lastFinal = head.fin().height();
    }

    private void look() {
        Head head = chain.head();
        if (subscriptions.isEmpty()
                || (head.hash().equals(lastHead) && head.fin().height() == lastFinal)) {
            return;
        }
        Set<Subscription> all = subscriptions.all();
        long height = head.header().height();
        if (!head.hash().equals(lastHead)) {
            // A head of the same height or a lower one replaces blocks that were told before.
            tellBlocks(all, Topic.NEW_BLOCKS, Math.min(lastHeight + 1, height), height);
        }
        tellBlocks(all, Topic.FINAL_BLOCKS, lastFinal + 1, head.fin().height());
        remember(head);
        lastStatus.keySet().retainAll(all.stream().map(Subscription::id).toList());
        all.forEach(this::tellTransaction);
    }

    private void tellBlocks(Set<Subscription> all, Topic topic, long from, long to) {
        List<Subscription> listeners =
                all.stream().filter(each -> each.topic() == topic).toList();
        if (listeners.isEmpty()) {
            return;
        }
        for (long height = Math.max(from, to - MAX_BLOCKS_AT_ONCE + 1); height <= to; height++) {
            Optional<Block> block = topic == Topic.FINAL_BLOCKS ? chain.block(height) : chain.anyBlock(height);
            if (block.isPresent()) {
                BlockEvent event = BlockEvent.of(block.get());
                listeners.forEach(each -> each.connection().tell(ChainEvent.METHOD, ChainEvent.of(each, event)));
            }
        }
    }

    /** Tells how a transaction stands when that has changed; the last thing told of it ends the subscription. */
    private void tellTransaction(Subscription to) {
        if (to.txId().isEmpty()) {
            return;
        }
        TxGetMethod.Result now = transactions.status(to.txId().get());
        if (!now.status().equals(lastStatus.put(to.id(), now.status()))) {
            to.connection().tell(ChainEvent.METHOD, ChainEvent.of(to, now));
        }
        if (now.status().equals("final") || now.status().equals("rejected")) {
            subscriptions.remove(to.id(), to.connection());
            lastStatus.remove(to.id());
        }
    }
}
