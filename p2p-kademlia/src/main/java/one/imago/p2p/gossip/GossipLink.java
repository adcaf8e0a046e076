package one.imago.p2p.gossip;

import one.imago.p2p.address.PeerId;

/** Carries frames to peers. Called on the router's thread; must not block. */
interface GossipLink {
    /**
     * Sends a frame, or drops it when the peer reads too slowly or is gone. What is dropped nobody is told: gossip repairs
     * itself.
     *
     * @param frame not to be changed any more
     */
    void send(PeerId peer, byte[] frame, Urgency urgency);

    /** Speaks to the peer no more until it connects anew. */
    void drop(PeerId peer);
}
