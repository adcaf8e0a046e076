package one.imago.chain.state;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.PublicKey;
import one.imago.node.ledger.Amount;

/**
 * What genesis hands out.
 *
 * @param balances tokens by address
 * @param producers bonded stake by producer key address
 * @param producerKeys the producers' public keys by address
 */
public record GenesisAllocation(
        SortedMap<Address, Amount> balances,
        SortedMap<Address, Amount> producers,
        Map<Address, PublicKey> producerKeys) {
    public GenesisAllocation {
        balances = new TreeMap<>(balances);
        producers = new TreeMap<>(producers);
        producerKeys = Map.copyOf(producerKeys);
    }
}
