package one.imago.chain.state;

/**
 * Where modules from outside the chain join the ledger, before it starts. Provided by the chain's module under this type;
 * a late registration fails.
 */
public interface StateModules {
    void register(StateModule module);
}
