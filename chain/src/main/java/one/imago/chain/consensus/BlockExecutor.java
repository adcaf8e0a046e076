package one.imago.chain.consensus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import one.imago.chain.state.AppliedTransaction;
import one.imago.chain.state.FeeLedger;
import one.imago.chain.state.GenesisAllocation;
import one.imago.chain.state.StateLayer;
import one.imago.chain.state.StateModule;
import one.imago.chain.state.StateSource;
import one.imago.chain.state.StateTransition;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.chain.transaction.TransactionKind;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state transition: a pure function of the parent's state, the header's fields and the transactions in order. A
 * transaction that cannot be applied leaves nothing behind, not even its fee.
 */
final class BlockExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(BlockExecutor.class);

    private final Hash chainId;
    private final List<StateModule> modules;
    private final Map<TransactionKind, StateModule> byKind = new HashMap<>();
    private final FeeLedger fees;

    /**
     * @throws IllegalStateException when two modules claim one id or kind
     */
    BlockExecutor(Hash chainId, List<StateModule> modules, FeeLedger fees) {
        this.chainId = chainId;
        this.modules = List.copyOf(modules);
        this.fees = fees;
        Set<String> ids = new HashSet<>();
        for (StateModule module : modules) {
            if (!module.id().matches("[a-z][a-z0-9-]{0,39}") || !ids.add(module.id())) {
                throw new IllegalStateException("state module ids are kebab-case and unique: " + module.id());
            }
            for (TransactionKind kind : module.kinds()) {
                if (!kind.module().equals(module.id()) || byKind.putIfAbsent(kind, module) != null) {
                    throw new IllegalStateException("kind " + kind + " is not " + module.id() + "'s alone");
                }
            }
        }
    }

    Set<TransactionKind> kinds() {
        return byKind.keySet();
    }

    /** The state at height 0. */
    StateLayer genesis(StateSource empty, GenesisAllocation allocation) {
        StateTransition transition = new StateTransition(empty);
        for (StateModule module : modules) {
            module.genesis(allocation, transition.writer(module.id()));
        }
        transition.keep();
        return transition.seal();
    }

    Execution begin(StateSource parent, long height, long timestampMillis, Address producer) {
        return new Execution(new StateTransition(parent), height, timestampMillis, producer);
    }

    /** One block while it is executed. Used by one thread. */
    final class Execution {
        private final StateTransition transition;
        private final long height;
        private final long timestampMillis;
        private final Address producer;
        private int count;

        private Execution(StateTransition transition, long height, long timestampMillis, Address producer) {
            this.transition = transition;
            this.height = height;
            this.timestampMillis = timestampMillis;
            this.producer = producer;
        }

        /**
         * Applies the next transaction, whose signature has been verified.
         *
         * @throws TransactionRejected when it cannot be applied; then it does not count
         */
        void apply(SignedTransaction transaction) throws TransactionRejected {
            boolean applied = false;
            try {
                run(transaction);
                applied = true;
            } catch (StorageException e) {
                throw e;
            } catch (RuntimeException e) {
                // A fault of a module must not let a stranger's transaction stop every producer. It is deterministic,
                // so all of them leave the transaction out.
                LOG.error("state module {} failed on {}", transaction.kind().module(), transaction, e);
                throw new TransactionRejected("module-failed", "the state module failed on this transaction");
            } finally {
                if (applied) {
                    transition.keep();
                    count++;
                } else {
                    transition.drop();
                }
            }
        }

        private void run(SignedTransaction transaction) throws TransactionRejected {
            StateModule module = byKind.get(transaction.kind());
            if (module == null) {
                throw new TransactionRejected("unknown-kind", "no state module here applies " + transaction.kind());
            }
            if (transaction.expiry() < height) {
                throw new TransactionRejected(
                        "expired", "it was valid up to height " + transaction.expiry() + ", this is " + height);
            }
            var accounts = transition.writer(fees.module());
            long nonce = fees.nonce(accounts, transaction.sender());
            if (transaction.nonce() != nonce) {
                throw new TransactionRejected(
                        transaction.nonce() < nonce ? "nonce-stale" : "nonce-too-high",
                        "the account's next nonce is " + nonce + ", the transaction has " + transaction.nonce());
            }
            fees.charge(accounts, transaction.sender(), transaction.feeLimit(), producer);
            module.apply(
                    new AppliedTransaction(
                            transaction.txId(),
                            transaction.kind(),
                            transaction.sender(),
                            transaction.publicKey(),
                            transaction.body(),
                            chainId,
                            height,
                            count,
                            timestampMillis),
                    transition.writer(module.id()));
        }

        StateLayer seal() {
            return transition.seal();
        }
    }
}
