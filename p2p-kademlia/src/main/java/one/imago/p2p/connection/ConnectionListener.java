package one.imago.p2p.connection;

import one.imago.p2p.address.PeerId;

/** Told of peers that come and go. Called on network threads; must not block. */
public interface ConnectionListener {
    /** The first connection of a peer is open. */
    default void connected(PeerConnection connection) {}

    /** The peer said who it is, or said it again because something changed. */
    default void identified(PeerId peer, PeerIdentity identity) {}

    /** The last connection of a peer is gone. */
    default void disconnected(PeerId peer) {}
}
