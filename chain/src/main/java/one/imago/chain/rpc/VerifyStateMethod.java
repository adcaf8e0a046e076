package one.imago.chain.rpc;

import one.imago.chain.consensus.ChainService;
import one.imago.chain.state.StoredLedgerState;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;

/** {@code chain_verify_state}: recomputes the state root from the flat values, which takes time on a large state. */
final class VerifyStateMethod implements RpcMethod<NoParams, VerifyStateMethod.Result> {
    private final ChainService chain;

    VerifyStateMethod(ChainService chain) {
        this.chain = chain;
    }

    /**
     * @param root recomputed
     * @param height of the final block it was recomputed for
     * @param matches whether header and stored tree say the same
     */
    record Result(String root, long height, boolean matches) {}

    @Override
    public String name() {
        return "chain_verify_state";
    }

    @Override
    public String summary() {
        return "Recomputes the final state's root from its values";
    }

    @Override
    public Scope scope() {
        return Scope.ADMIN;
    }

    @Override
    public Class<NoParams> params() {
        return NoParams.class;
    }

    @Override
    public Class<Result> result() {
        return Result.class;
    }

    @Override
    public Result call(NoParams params) {
        StoredLedgerState.Check check = chain.verifyState();
        return new Result(check.recomputed().hex(), check.pointer().height(), check.matches());
    }
}
