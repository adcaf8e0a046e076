package one.imago.chain.genesis;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import one.imago.chain.allocation.Allocation;
import one.imago.chain.allocation.Grant;
import one.imago.chain.allocation.Share;
import one.imago.chain.stake.Producer;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;
import one.imago.node.ledger.Amount;

/** A network with the white paper's allocation: one holder for each share, and producers with equal stakes. */
public final class WhitePaperNetwork {
    /** What each producer starts with; the community's, like all stakes at the start. */
    public static final Amount PRODUCER_STAKE = Amount.ofTokens(1_000_000);

    private WhitePaperNetwork() {}

    /**
     * Its genesis.
     *
     * @param network name for people
     * @param holders an address for every share; the community's gets what is not staked or still to be mined
     * @param producers keys that make the blocks, each once
     * @param salt 32 fresh random bytes
     * @param nowMillis from the node's clock
     * @param parameters the network's rhythm
     */
    public static Genesis create(
            String network,
            Map<Share, Address> holders,
            List<PublicKey> producers,
            Hash salt,
            long nowMillis,
            Genesis.Parameters parameters) {
        List<Grant> grants = holders.entrySet().stream()
                .filter(entry -> entry.getKey() != Share.COMMUNITY)
                .map(entry -> new Grant(
                        entry.getKey(), entry.getValue(), entry.getKey().total()))
                .toList();
        Amount staked = Amount.ZERO;
        for (int i = 0; i < producers.size(); i++) {
            staked = staked.plus(PRODUCER_STAKE);
        }
        TreeMap<Address, Amount> balances = new TreeMap<>();
        Address community = holders.get(Share.COMMUNITY);
        if (community != null) {
            balances.put(community, Allocation.COMMUNITY_AT_START.minus(staked));
        }
        return new Genesis(
                network,
                salt,
                nowMillis,
                balances,
                producers.stream().map(key -> new Producer(key, PRODUCER_STAKE)).toList(),
                parameters,
                grants);
    }
}
