package one.imago.chain.stake;

import java.util.List;
import java.util.Map;
import one.imago.chain.state.AppliedTransaction;
import one.imago.chain.state.GenesisAllocation;
import one.imago.chain.state.StateModule;
import one.imago.chain.state.StateWriter;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.TransactionKind;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.PublicKey;

/** Keeps the producer set in the state. It has no transactions yet: the set is the genesis's. */
public final class StakeModule implements StateModule {
    public static final String ID = "stake";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<TransactionKind> kinds() {
        return List.of();
    }

    @Override
    public void genesis(GenesisAllocation genesis, StateWriter state) {
        ProducerSet set = new ProducerSet(genesis.producers().entrySet().stream()
                .map(entry -> new Producer(key(genesis.producerKeys(), entry), entry.getValue()))
                .toList());
        state.put(ProducerSet.key(), set.encode());
    }

    private static PublicKey key(Map<Address, PublicKey> keys, Map.Entry<Address, ?> entry) {
        PublicKey key = keys.get(entry.getKey());
        if (key == null) {
            throw new IllegalArgumentException("genesis names no key for producer " + entry.getKey());
        }
        return key;
    }

    @Override
    public void apply(AppliedTransaction transaction, StateWriter state) throws TransactionRejected {
        throw new TransactionRejected("unknown-kind", "the stake module has no transactions in protocol 1");
    }
}
