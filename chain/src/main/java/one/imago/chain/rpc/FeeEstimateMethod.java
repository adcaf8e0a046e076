package one.imago.chain.rpc;

import one.imago.chain.transaction.FeeSchedule;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.chain.transaction.TransactionKind;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import org.jspecify.annotations.Nullable;

/** {@code fee_estimate}: the least fee, exactly. */
final class FeeEstimateMethod implements RpcMethod<FeeEstimateMethod.Params, FeeEstimateMethod.Result> {
    /**
     * @param module such as token
     * @param kind such as transfer
     * @param version of the kind; 1 when absent
     * @param bodyBytes length of the encoded body
     */
    record Params(
            @Nullable String module,
            @Nullable String kind,
            @Nullable Integer version,
            @Nullable Integer bodyBytes) {}

    record Result(String fee) {}

    @Override
    public String name() {
        return "fee_estimate";
    }

    @Override
    public String summary() {
        return "The least fee of a transaction";
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
    public Result call(Params params) throws RpcException {
        String module = RpcInput.read("module", params.module(), text -> text);
        String kind = RpcInput.read("kind", params.kind(), text -> text);
        Integer version = params.version();
        Integer bodyBytes = params.bodyBytes();
        if (bodyBytes == null || bodyBytes < 0 || bodyBytes > SignedTransaction.MAX_SIZE) {
            throw RpcInput.invalid("bodyBytes is from 0 to " + SignedTransaction.MAX_SIZE);
        }
        TransactionKind named = new TransactionKind(module, kind, version == null ? 1 : version);
        return new Result(FeeSchedule.minimum(named, bodyBytes).toString());
    }
}
