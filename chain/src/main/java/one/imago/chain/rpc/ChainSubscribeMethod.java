package one.imago.chain.rpc;

import java.util.Optional;
import one.imago.chain.rpc.Subscriptions.Topic;
import one.imago.node.crypto.Hash;
import one.imago.node.rpc.ConnectedMethod;
import one.imago.node.rpc.RpcConnection;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.Scope;
import org.jspecify.annotations.Nullable;

/** {@code chain_subscribe}. */
final class ChainSubscribeMethod implements ConnectedMethod<ChainSubscribeMethod.Params, ChainSubscribeMethod.Result> {
    private final ChainWatch watch;

    ChainSubscribeMethod(ChainWatch watch) {
        this.watch = watch;
    }

    /**
     * @param topic new-blocks, final-blocks or transaction
     * @param txId the transaction, with that topic alone
     */
    record Params(Topic topic, @Nullable String txId) {}

    /**
     * @param subscription names it in notifications and for chain_unsubscribe
     */
    record Result(String subscription) {}

    @Override
    public String name() {
        return "chain_subscribe";
    }

    @Override
    public String summary() {
        return "Tells of new blocks, final blocks, or one transaction from now on";
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
    public Optional<Notification> notification() {
        return Optional.of(new Notification(ChainEvent.METHOD, ChainEvent.class));
    }

    @Override
    public Result call(Params params, RpcConnection connection) throws RpcException {
        boolean single = params.topic() == Topic.TRANSACTION;
        if (single != (params.txId() != null)) {
            throw RpcInput.invalid("txId goes with the topic transaction, and with no other");
        }
        Optional<Hash> txId =
                single ? Optional.of(RpcInput.read("txId", params.txId(), Hash::parse)) : Optional.empty();
        return new Result(Long.toString(watch.subscribe(params.topic(), txId, connection)));
    }
}
