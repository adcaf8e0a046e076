package one.imago.chain.block;

import java.util.Set;
import one.imago.node.crypto.Address;

/** When voters are enough: more than two thirds of the stake. */
@FunctionalInterface
public interface Quorum {
    boolean isReached(Set<Address> voters);
}
