package one.imago.chain.allocation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import one.imago.chain.emission.Emission;
import one.imago.node.ledger.Amount;

/** Whether a genesis hands out the 21 billion tokens as the white paper says, to the last unit. */
public final class Allocation {
    /** The community's tokens that circulate from the start: its share without what is still to be mined. */
    public static final Amount COMMUNITY_AT_START = Share.COMMUNITY.total().minus(Emission.POOL);

    private Allocation() {}

    /**
     * @param grants every share but the community's
     * @param community all plain balances and stakes
     * @throws IllegalArgumentException naming the share that is not as it should be
     */
    public static void check(List<Grant> grants, Amount community) {
        Map<Share, Amount> sums = new EnumMap<>(Share.class);
        for (Grant grant : grants) {
            sums.merge(grant.share(), grant.amount(), Amount::plus);
        }
        for (Share share : Share.values()) {
            Amount should = share == Share.COMMUNITY ? COMMUNITY_AT_START : share.total();
            Amount is = share == Share.COMMUNITY ? community : sums.getOrDefault(share, Amount.ZERO);
            if (!is.equals(should)) {
                throw new IllegalArgumentException(
                        share == Share.COMMUNITY
                                ? "balances and stakes are " + is + " tokens together; with grants they are the"
                                        + " community's share without the pool to be mined, " + should
                                : "the grants of the share " + share + " are " + is + " tokens together, not "
                                        + should);
            }
        }
    }
}
