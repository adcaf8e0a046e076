package one.imago.chain.state;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import one.imago.chain.allocation.Grant;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.PublicKey;
import one.imago.node.ledger.Amount;

/**
 * What genesis hands out.
 *
 * @param balances tokens by address
 * @param producers bonded stake by producer key address
 * @param producerKeys the producers' public keys by address
 * @param grants of the white paper's shares; none in a network without its allocation
 * @param timestampMillis of genesis, from which vesting counts
 */
public record GenesisAllocation(
        SortedMap<Address, Amount> balances,
        SortedMap<Address, Amount> producers,
        Map<Address, PublicKey> producerKeys,
        List<Grant> grants,
        long timestampMillis) {
    public GenesisAllocation {
        balances = new TreeMap<>(balances);
        producers = new TreeMap<>(producers);
        producerKeys = Map.copyOf(producerKeys);
        grants = List.copyOf(grants);
    }

    /** Without grants. */
    public GenesisAllocation(
            SortedMap<Address, Amount> balances,
            SortedMap<Address, Amount> producers,
            Map<Address, PublicKey> producerKeys) {
        this(balances, producers, producerKeys, List.of(), 0);
    }
}
