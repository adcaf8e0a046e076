package one.imago.p2p.connection;

import java.util.List;
import java.util.concurrent.CompletionStage;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;

/** This node among its peers. Thread-safe; nothing here blocks. */
public interface Host {
    PeerId self();

    /** Where this node can be dialled, each with its peer id; empty before it listens. */
    List<Multiaddr> addresses();

    /**
     * Sees to it that there is a connection: keeps one that is there, or dials the addresses until one answers as this
     * peer.
     *
     * @param hints addresses to try besides those known; those of another peer are left out
     * @return fails with an {@link java.io.IOException} when no address leads to the peer, or too many failed lately
     */
    CompletionStage<Void> connect(PeerId peer, List<Multiaddr> hints);

    /**
     * Opens a stream for the first of the protocols that the peer speaks, connecting first where necessary.
     *
     * @param protocols protocol ids, the most wanted first
     * @return fails with an {@link java.io.IOException} when the peer is not reached or speaks none of them
     */
    CompletionStage<PeerStream> open(PeerId peer, List<Multiaddr> hints, List<String> protocols);

    /** Takes the streams that peers open for this protocol, and tells peers that it is spoken here. */
    void accept(String protocol, StreamHandler handler);

    /** Stops taking new streams of the protocol and tells peers so. */
    void refuse(String protocol);

    /** Who is told of every peer that comes and goes, from now on. */
    void listen(ConnectionListener listener);

    /** The open connections; a peer may have two for a while, when both ends dialled. */
    List<PeerConnection> connections();

    /** Closes every connection of the peer, letting it know. */
    void disconnect(PeerId peer);
}
