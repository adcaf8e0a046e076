package one.imago.p2p.replica;

import java.util.Collection;
import one.imago.node.crypto.Hash;

/** The nodes that this node knows, by the ids that distances are measured in. Thread-safe. */
public interface Neighbourhood {
    /** This node's id. */
    Hash self();

    /** Ids of known nodes near a key, closest first or not, at most {@code count}; without this node. */
    Collection<Hash> near(Hash key, int count);
}
