package one.imago.p2p.connection;

import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;

/**
 * An open connection.
 *
 * @param peer proven by the handshake
 * @param address the other end of the socket, with the peer id
 * @param outbound whether this node dialled
 */
public record PeerConnection(PeerId peer, Multiaddr address, boolean outbound) {}
