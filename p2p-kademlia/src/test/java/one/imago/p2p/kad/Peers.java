package one.imago.p2p.kad;

import java.util.List;
import java.util.Random;
import one.imago.node.crypto.PublicKey;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.Multihash;
import one.imago.p2p.address.PeerId;

/** Peers and contents for tests. */
final class Peers {
    private Peers() {}

    static PeerAddress at(Random random, String ip) {
        byte[] key = new byte[PublicKey.LENGTH];
        random.nextBytes(key);
        return PeerAddress.of(PeerId.of(PublicKey.of(key)), List.of(Multiaddr.parse("/ip4/" + ip + "/tcp/4001")));
    }

    static PeerAddress any(Random random) {
        return at(random, (11 + random.nextInt(80)) + "." + random.nextInt(256) + ".3.4");
    }

    static Multihash content(Random random) {
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        return Multihash.of(Multihash.SHA2_256, digest);
    }
}
