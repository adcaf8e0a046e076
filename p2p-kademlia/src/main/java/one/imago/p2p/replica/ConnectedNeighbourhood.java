package one.imago.p2p.replica;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import one.imago.node.crypto.Hash;
import one.imago.node.peer.PeerNetwork;

/** The neighbourhood as far as connections show it: ids are SHA-256 of the peer id as text. Until a table knows more. */
public final class ConnectedNeighbourhood implements Neighbourhood {
    private final PeerNetwork network;

    public ConnectedNeighbourhood(PeerNetwork network) {
        this.network = network;
    }

    @Override
    public Hash self() {
        String address = network.address().orElse("");
        return id(address.substring(address.lastIndexOf('/') + 1));
    }

    @Override
    public Collection<Hash> near(Hash key, int count) {
        return network.peers().stream().map(peer -> id(peer.peerId())).toList();
    }

    private static Hash id(String peerId) {
        return Hash.sha256(peerId.getBytes(StandardCharsets.US_ASCII));
    }
}
