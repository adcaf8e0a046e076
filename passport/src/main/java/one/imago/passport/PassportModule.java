package one.imago.passport;

import one.imago.chain.state.LedgerState;
import one.imago.chain.state.StateModules;
import one.imago.node.service.NodeContext;
import one.imago.node.service.NodeModule;
import one.imago.node.service.ServiceRegistry;
import one.imago.passport.rpc.PassportGet;
import one.imago.passport.state.PassportStateModule;

/** Registers the passport with the ledger, from outside the chain's jar, and answers about it. */
public final class PassportModule implements NodeModule {
    @Override
    public void assemble(ServiceRegistry registry, NodeContext context) {
        registry.require(StateModules.class).register(new PassportStateModule());
        registry.add(new PassportGet(registry.require(LedgerState.class)));
    }
}
