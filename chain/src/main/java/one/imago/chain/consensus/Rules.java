package one.imago.chain.consensus;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import one.imago.chain.block.Quorum;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.stake.ProducerSet;
import one.imago.chain.state.FeeLedger;
import one.imago.chain.state.StateModule;
import one.imago.chain.transaction.TransactionKind;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SigningKey;

/**
 * What decides a chain's blocks: genesis and state modules; and the key with which this node takes part.
 *
 * @param genesis that names the chain
 * @param executor over the state modules
 * @param fees who owns the accounts
 * @param producers who vote
 * @param schedule whose turn a round is
 * @param certificates verifies them
 * @param weaknesses none, but where a test breaks the rules on purpose
 * @param key of this node, when it produces
 */
record Rules(
        Genesis genesis,
        BlockExecutor executor,
        FeeLedger fees,
        ProducerSet producers,
        ProducerSchedule schedule,
        Certificates certificates,
        Set<Weakness> weaknesses,
        Optional<SigningKey> key) {
    static Rules of(Genesis genesis, List<StateModule> modules, FeeLedger fees, Optional<SigningKey> key) {
        return of(genesis, modules, fees, key, Set.of());
    }

    static Rules of(
            Genesis genesis,
            List<StateModule> modules,
            FeeLedger fees,
            Optional<SigningKey> key,
            Set<Weakness> weaknesses) {
        ProducerSet producers = genesis.producerSet();
        if (key.isPresent() && producers.producer(key.get().address()).isEmpty()) {
            throw new IllegalArgumentException("the producer key " + key.get().address()
                    + " is not one of the genesis's producers: start without it, or with the key that genesis names");
        }
        return new Rules(
                genesis,
                new BlockExecutor(genesis.chainId(), modules, fees),
                fees,
                producers,
                ProducerSchedule.roundRobin(producers),
                new Certificates(genesis.chainId(), producers, quorum(producers, weaknesses)),
                weaknesses,
                key);
    }

    private static Quorum quorum(ProducerSet producers, Set<Weakness> weaknesses) {
        return weaknesses.contains(Weakness.HALF_QUORUM)
                ? voters -> producers.stakeOf(voters).units() * 2
                        >= producers.totalStake().units()
                : producers::isQuorum;
    }

    Hash chainId() {
        return genesis.chainId();
    }

    Set<TransactionKind> kinds() {
        return executor.kinds();
    }
}
