package one.imago.p2p.kad;

import java.util.List;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.PeerId;

/** A peer and where it is said to listen. Equal by peer id, since that alone is ever proven. */
public final class PeerAddress {
    private final PeerId id;
    private final Key key;
    private final List<Multiaddr> addresses;

    private PeerAddress(PeerId id, Key key, List<Multiaddr> addresses) {
        this.id = id;
        this.key = key;
        this.addresses = addresses;
    }

    public static PeerAddress of(PeerId id, List<Multiaddr> addresses) {
        return new PeerAddress(id, Key.of(id), List.copyOf(addresses));
    }

    /**
     * A peer to begin with, as an operator gives it.
     *
     * @throws IllegalArgumentException when the address does not end with the peer's id
     */
    public static PeerAddress of(Multiaddr address) {
        PeerId id = address.peer()
                .orElseThrow(() -> new IllegalArgumentException("expected an address with /p2p/ID, not " + address));
        return of(id, List.of(address.withoutPeer()));
    }

    public PeerId id() {
        return id;
    }

    /** Its place in the keyspace. */
    public Key key() {
        return key;
    }

    public List<Multiaddr> addresses() {
        return addresses;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeerAddress peer && id.equals(peer.id);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return id + " at " + addresses;
    }
}
