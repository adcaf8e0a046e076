package one.imago.chain.state;

import java.util.List;
import one.imago.chain.transaction.TransactionKind;

/**
 * A part of the ledger: owns some transaction kinds and a subtree of the state, whose root is committed beside the
 * others'. Deterministic: what it does depends on nothing but its arguments. Modules from outside this jar register
 * through {@link StateModules}.
 */
public interface StateModule {
    /** Kebab-case id, part of the protocol: {@code token}, {@code copyright}, {@code passport}. */
    String id();

    /** The transaction kinds that it applies, each with its version. */
    List<TransactionKind> kinds();

    /** Writes what holds at height 0. */
    default void genesis(GenesisAllocation genesis, StateWriter state) {}

    /**
     * Applies one transaction whose envelope, signature, nonce and fee already hold.
     *
     * @throws TransactionRejected when its body is malformed or not allowed; the kernel then undoes every write of it
     */
    void apply(AppliedTransaction transaction, StateWriter state) throws TransactionRejected;
}
