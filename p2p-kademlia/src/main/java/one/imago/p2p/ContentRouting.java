package one.imago.p2p;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import one.imago.node.content.Cid;
import one.imago.p2p.address.Multihash;
import one.imago.p2p.bitswap.Providers;
import one.imago.p2p.kad.Dht;

/** Who has content, by the distributed hash table. */
final class ContentRouting implements Providers {
    private static final int ENOUGH = 8;

    private final Dht dht;

    ContentRouting(Dht dht) {
        this.dht = dht;
    }

    @Override
    public CompletionStage<Void> find(Cid root, Consumer<Provider> found) {
        int[] count = {0};
        return dht.findProviders(key(root), (provider, hops) -> {
            found.accept(new Provider(provider.id(), provider.addresses()));
            return ++count[0] >= ENOUGH;
        });
    }

    /** Tells the network that this node has it; gives how many peers remember. */
    CompletionStage<Integer> announce(Cid root) {
        return dht.provide(key(root));
    }

    private static Multihash key(Cid cid) {
        return Multihash.of(Multihash.SHA2_256, cid.digest());
    }
}
