package one.imago.p2p.bitswap;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import one.imago.node.content.Cid;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;

/** Finds peers that said they have content. */
@FunctionalInterface
public interface Providers {
    /** Nobody knows of any. */
    Providers NONE = (cid, found) -> CompletableFuture.completedFuture(null);

    /**
     * Looks for peers that provide the content. Must not block.
     *
     * @param found told of each as soon as it is found, on any thread
     * @return done when no more will be found; a failure says no more than that
     */
    CompletionStage<Void> find(Cid root, Consumer<Provider> found);

    /**
     * One of them.
     *
     * @param addresses where it said it is; may be empty when it is connected
     */
    record Provider(PeerId peer, List<Multiaddr> addresses) {
        public Provider {
            addresses = List.copyOf(addresses);
        }
    }
}
