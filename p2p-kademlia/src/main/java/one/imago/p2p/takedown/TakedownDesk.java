package one.imago.p2p.takedown;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import one.imago.node.content.Cid;
import one.imago.node.crypto.PublicKey;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkLedger;
import one.imago.node.peer.PeerNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which takedowns bind here and carries them out: the content is served no longer, provided no longer, deleted,
 * and remembered, so that it does not come back. A takedown binds when it is signed by the owner of the work whose preview
 * it names, or by a list that this node's operator chose. It is passed on to peers, who decide for themselves; copies held
 * elsewhere cannot be recalled. Thread-safe.
 */
public final class TakedownDesk {
    public static final String TOPIC = "/imago/takedown/1";

    private static final Logger LOG = LoggerFactory.getLogger(TakedownDesk.class);

    private final TakedownFiles files;
    private final Set<PublicKey> listKeys;
    private final Removal store;
    private final PeerNetwork network;
    private final Executor workers;
    private volatile Optional<WorkLedger> ledger = Optional.empty();

    /** Deletes content from this node. */
    @FunctionalInterface
    public interface Removal {
        void remove(Cid cid) throws IOException;
    }

    /** What became of a takedown. */
    public enum Outcome {
        /** It binds, and was carried out here. */
        CARRIED_OUT,
        /** The content was taken down before. */
        KNOWN,
        /** The signature is not its signer's. */
        FORGED,
        /** It is signed by nobody who can bind this node. */
        NOT_BINDING
    }

    /**
     * @param listKeys keys of the lists that the operator chose
     */
    public TakedownDesk(
            TakedownFiles files, Set<PublicKey> listKeys, Removal store, PeerNetwork network, Executor workers) {
        this.files = files;
        this.listKeys = Set.copyOf(listKeys);
        this.store = store;
        this.network = network;
        this.workers = workers;
    }

    /** From now on owners are known. */
    public void follow(WorkLedger works) {
        ledger = Optional.of(works);
    }

    /** Carries out again what a crash may have cut short, and listens to peers. */
    public void start() {
        for (Cid cid : files.all()) {
            removeLater(cid);
        }
        network.subscribe(TOPIC, (peer, message) -> {
            try {
                Outcome outcome = accept(Takedown.decode(message));
                return outcome == Outcome.CARRIED_OUT;
            } catch (IOException e) {
                LOG.debug("{} sent no takedown: {}", peer, e.getMessage());
                return false;
            }
        });
    }

    /** Takes a demand of this node's user; one that binds goes on to peers, also when it is known here. */
    public Outcome submit(Takedown takedown) throws IOException {
        Outcome outcome = accept(takedown);
        if (outcome == Outcome.CARRIED_OUT || outcome == Outcome.KNOWN) {
            network.publish(TOPIC, takedown.encode());
        }
        return outcome;
    }

    private Outcome accept(Takedown takedown) throws IOException {
        if (!takedown.isAuthentic()) {
            return Outcome.FORGED;
        }
        if (!binds(takedown)) {
            return Outcome.NOT_BINDING;
        }
        // Remembered before it is deleted: a crash in between is made up for at the next start.
        if (!files.add(takedown)) {
            return Outcome.KNOWN;
        }
        LOG.info("content {} is taken down ({})", takedown.content(), takedown.authority());
        removeLater(takedown.content());
        return Outcome.CARRIED_OUT;
    }

    private boolean binds(Takedown takedown) {
        if (takedown.authority() == Takedown.Authority.LIST) {
            return listKeys.contains(takedown.signer());
        }
        Optional<WorkLedger> works = ledger;
        if (works.isEmpty() || !works.get().chainId().equals(takedown.chainId())) {
            return false;
        }
        Optional<Work> work = works.get().work(takedown.work());
        return work.isPresent()
                && work.get().owner().equals(takedown.signer().address())
                && work.get().facts().previewCid().equals(Optional.of(takedown.content()));
    }

    private void removeLater(Cid cid) {
        try {
            workers.execute(() -> {
                try {
                    store.remove(cid);
                } catch (IOException e) {
                    LOG.error("content {} is served no longer, and not deleted yet: {}", cid, e.getMessage());
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.warn("content {} is served no longer; it is deleted at the next start", cid);
        }
    }
}
