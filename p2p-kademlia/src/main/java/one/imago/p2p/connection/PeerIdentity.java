package one.imago.p2p.connection;

import java.util.List;
import one.imago.p2p.address.Multiaddr;

/**
 * What a peer says of itself. Only the peer id that it comes under is proven; the rest is a claim.
 *
 * @param agent the program it runs, such as {@code imago/0.1.0}
 * @param protocols ids of the protocols that it takes streams for
 * @param addresses where it says that it listens, those that can be dialled
 */
public record PeerIdentity(String agent, List<String> protocols, List<Multiaddr> addresses) {
    public PeerIdentity {
        protocols = List.copyOf(protocols);
        addresses = List.copyOf(addresses);
    }
}
