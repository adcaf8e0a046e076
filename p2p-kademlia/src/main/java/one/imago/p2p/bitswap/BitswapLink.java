package one.imago.p2p.bitswap;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;

/** Carries messages to peers. Thread-safe; must not block. */
interface BitswapLink {
    /** The connected peers that speak bitswap. */
    Set<PeerId> peers();

    /** Says where a peer may be found that is not connected. */
    void introduce(PeerId peer, List<Multiaddr> addresses);

    /**
     * Sends a message, connecting first where necessary.
     *
     * @param message not to be changed any more
     * @return done when the peer had room for it; fails with an {@link java.io.IOException} when it is not reached
     */
    CompletionStage<Void> send(PeerId peer, byte[] message);

    /** Neither reads what the peer sends nor sends it anything until it connects anew. */
    void drop(PeerId peer);
}
