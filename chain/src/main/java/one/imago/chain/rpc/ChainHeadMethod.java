package one.imago.chain.rpc;

import one.imago.chain.consensus.ChainService;
import one.imago.chain.consensus.Head;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;

/** {@code chain_head}. */
final class ChainHeadMethod implements RpcMethod<NoParams, ChainHeadMethod.Result> {
    private final ChainService chain;

    ChainHeadMethod(ChainService chain) {
        this.chain = chain;
    }

    record Result(
            long height,
            String hash,
            long finalizedHeight,
            String finalizedHash,
            long timestamp,
            String stateRoot,
            int protocol) {}

    @Override
    public String name() {
        return "chain_head";
    }

    @Override
    public String summary() {
        return "The newest block and the newest final one";
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
        Head head = chain.head();
        return new Result(
                head.header().height(),
                head.hash().hex(),
                head.fin().height(),
                head.fin().blockHash().hex(),
                head.header().timestampMillis(),
                head.header().stateRoot().hex(),
                head.header().protocol());
    }
}
