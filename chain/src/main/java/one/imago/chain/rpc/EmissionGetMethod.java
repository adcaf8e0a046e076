package one.imago.chain.rpc;

import java.math.BigDecimal;
import one.imago.chain.consensus.ChainService;
import one.imago.chain.emission.Emission;
import one.imago.chain.state.StateView;
import one.imago.chain.token.TokenModule;
import one.imago.node.ledger.Amount;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;

/** {@code emission_get}. */
final class EmissionGetMethod implements RpcMethod<NoParams, EmissionGetMethod.Result> {
    private static final int RATE_DECIMALS = 18;

    private final ChainService chain;

    EmissionGetMethod(ChainService chain) {
        this.chain = chain;
    }

    /**
     * @param height of the final block whose state this is
     * @param mined of the pool so far
     * @param left in the pool
     * @param rate tokens for a unit of work now; decimal, 18 places, exact
     */
    record Result(long height, String mined, String left, String rate) {}

    @Override
    public String name() {
        return "emission_get";
    }

    @Override
    public String summary() {
        return "What is left to be mined, and the rate now";
    }

    @Override
    public Scope scope() {
        return Scope.READ;
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
    public Result call(NoParams params) throws RpcException {
        try (StateView view = chain.openFinal()) {
            Amount mined = TokenModule.mined(view.module(TokenModule.ID))
                    .orElseThrow(() -> RpcInput.notFound("this network's genesis has no pool to be mined"));
            return new Result(
                    view.height(),
                    mined.toString(),
                    Emission.POOL.minus(mined).toString(),
                    BigDecimal.valueOf(Emission.rate(mined), RATE_DECIMALS).toPlainString());
        }
    }
}
