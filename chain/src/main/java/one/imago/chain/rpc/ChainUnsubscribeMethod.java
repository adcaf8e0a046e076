package one.imago.chain.rpc;

import one.imago.node.rpc.ConnectedMethod;
import one.imago.node.rpc.RpcConnection;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.Scope;

/** {@code chain_unsubscribe}. */
final class ChainUnsubscribeMethod
        implements ConnectedMethod<ChainUnsubscribeMethod.Params, ChainUnsubscribeMethod.Result> {
    private final Subscriptions subscriptions;

    ChainUnsubscribeMethod(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /**
     * @param subscription as chain_subscribe named it, of the same connection
     */
    record Params(String subscription) {}

    /**
     * @param ended false when there was none, such as a transaction's that has ended by itself
     */
    record Result(boolean ended) {}

    @Override
    public String name() {
        return "chain_unsubscribe";
    }

    @Override
    public String summary() {
        return "Ends a subscription of this connection";
    }

    @Override
    public Scope scope() {
        return Scope.READ;
    }

    @Override
    public Class<Params> params() {
        return Params.class;
    }

    @Override
    public Class<Result> result() {
        return Result.class;
    }

    @Override
    public Result call(Params params, RpcConnection connection) throws RpcException {
        if (!params.subscription().matches("[1-9][0-9]{0,17}")) {
            throw RpcInput.invalid("subscription is what chain_subscribe answered");
        }
        return new Result(subscriptions.remove(Long.parseLong(params.subscription()), connection));
    }
}
