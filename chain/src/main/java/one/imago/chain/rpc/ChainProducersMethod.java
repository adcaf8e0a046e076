package one.imago.chain.rpc;

import java.util.List;
import one.imago.chain.consensus.ChainService;
import one.imago.chain.stake.ProducerSet;
import one.imago.chain.stake.StakeModule;
import one.imago.chain.state.StateView;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;

/** {@code chain_producers}. */
final class ChainProducersMethod implements RpcMethod<NoParams, ChainProducersMethod.Result> {
    private final ChainService chain;

    ChainProducersMethod(ChainService chain) {
        this.chain = chain;
    }

    /**
     * @param height of the final block whose state this is
     * @param totalStake of all of them
     * @param producers ascending by address
     */
    record Result(long height, String totalStake, List<Entry> producers) {}

    record Entry(String address, String publicKey, String stake) {}

    @Override
    public String name() {
        return "chain_producers";
    }

    @Override
    public String summary() {
        return "Who makes and votes for blocks";
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
    public Result call(NoParams params) {
        try (StateView view = chain.openFinal()) {
            ProducerSet set = ProducerSet.read(view.module(StakeModule.ID));
            List<Entry> entries = set.producers().stream()
                    .map(producer -> new Entry(
                            producer.address().toString(),
                            producer.key().hex(),
                            producer.stake().toString()))
                    .toList();
            return new Result(view.height(), set.totalStake().toString(), entries);
        }
    }
}
