package one.imago.chain.allocation;

import java.util.Comparator;
import one.imago.node.crypto.Address;
import one.imago.node.ledger.Amount;

/**
 * A part of one share that genesis gives to one account.
 *
 * @param share any but the community's, whose tokens are plain balances
 * @param holder who gets it
 * @param amount above zero
 */
public record Grant(Share share, Address holder, Amount amount) {
    /** The order in which genesis lists grants. */
    public static final Comparator<Grant> ORDER =
            Comparator.comparing(Grant::share).thenComparing(Grant::holder);

    public Grant {
        if (share == Share.COMMUNITY) {
            throw new IllegalArgumentException("the community's tokens are balances and stakes, not grants");
        }
        if (amount.equals(Amount.ZERO)) {
            throw new IllegalArgumentException("a grant of zero is left out");
        }
    }
}
