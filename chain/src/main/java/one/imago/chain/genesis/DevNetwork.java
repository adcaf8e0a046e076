package one.imago.chain.genesis;

import java.util.List;
import java.util.TreeMap;
import one.imago.chain.stake.Producer;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;
import one.imago.node.ledger.Amount;

/** The network that a node makes for itself to be tried out: one producer, one funded account. */
public final class DevNetwork {
    public static final String NAME = "dev";
    public static final Amount DEV_BALANCE = Amount.ofTokens(1_000_000);
    public static final Amount PRODUCER_STAKE = Amount.ofTokens(1_000_000);
    private static final Genesis.Parameters PARAMETERS = new Genesis.Parameters(100, 1_000);

    private DevNetwork() {}

    /**
     * @param dev account that gets the tokens
     * @param producer key that makes the blocks
     * @param salt 32 fresh random bytes: no two dev networks are the same
     * @param nowMillis from the node's clock
     */
    public static Genesis create(Address dev, PublicKey producer, Hash salt, long nowMillis) {
        TreeMap<Address, Amount> balances = new TreeMap<>();
        balances.put(dev, DEV_BALANCE);
        return new Genesis(
                NAME, salt, nowMillis, balances, List.of(new Producer(producer, PRODUCER_STAKE)), PARAMETERS);
    }
}
