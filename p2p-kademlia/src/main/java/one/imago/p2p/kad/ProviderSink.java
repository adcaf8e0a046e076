package one.imago.p2p.kad;

/** Takes providers as they are found. Called on the owner's thread; must not block. */
@FunctionalInterface
public interface ProviderSink {
    /**
     * Each provider once.
     *
     * @param provider said to have the content; only fetching tells whether it does
     * @param hops how far it was: 0 from this node's own records, 1 from a peer of its table, and so on
     * @return true when no more are wanted
     */
    boolean found(PeerAddress provider, int hops);
}
