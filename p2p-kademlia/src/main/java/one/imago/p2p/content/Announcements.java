package one.imago.p2p.content;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import one.imago.node.content.Cid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Content that the network is being told of. Who publishes for a person waits until that is done; who publishes many works
 * does not. Thread-safe.
 */
public final class Announcements {
    /** For a node without a network: nobody is told, and nobody waits. */
    public static final Announcements NONE = new Announcements(cid -> CompletableFuture.completedFuture(0));

    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
    private static final long PATIENCE_SECONDS = 10;

    private final Function<Cid, CompletionStage<Integer>> network;
    private final Map<Cid, CompletableFuture<Integer>> underWay = new ConcurrentHashMap<>();

    /**
     * @param network tells it, and gives how many peers remember; must not block
     */
    public Announcements(Function<Cid, CompletionStage<Integer>> network) {
        this.network = network;
    }

    /** Begins to tell the network. Does not block. */
    public void begin(Cid cid) {
        CompletableFuture<Integer> mine = new CompletableFuture<>();
        if (underWay.putIfAbsent(cid, mine) == null) {
            network.apply(cid).whenComplete((peers, failure) -> {
                underWay.remove(cid, mine);
                LOG.debug("{} peers remember who provides {}", failure == null ? peers : 0, cid);
                mine.complete(failure == null ? peers : 0);
            });
        }
    }

    /** Waits until what was begun is done, ten seconds at most; the network is told again later in any case. */
    public void await(Cid cid) {
        CompletableFuture<Integer> running = underWay.get(cid);
        if (running == null) {
            return;
        }
        try {
            running.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("nobody has confirmed yet that {} is provided", cid);
        }
    }
}
