package one.imago.chain.rpc;

import java.util.List;
import one.imago.chain.consensus.ChainService;
import one.imago.chain.mempool.MempoolService;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.node.crypto.Hex;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import org.jspecify.annotations.Nullable;

/** {@code tx_submit}: answers once the transaction is on disk. */
final class TxSubmitMethod implements RpcMethod<TxSubmitMethod.Params, TxSubmitMethod.Result> {
    private final ChainService chain;

    TxSubmitMethod(ChainService chain) {
        this.chain = chain;
    }

    /**
     * @param transaction a signed transaction in hexadecimal
     */
    record Params(@Nullable String transaction) {}

    record Result(String txId) {}

    @Override
    public String name() {
        return "tx_submit";
    }

    @Override
    public String summary() {
        return "Accepts a signed transaction durably";
    }

    @Override
    public Scope scope() {
        return Scope.WRITE;
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
        byte[] bytes = RpcInput.read(
                "transaction", params.transaction(), text -> Hex.decodeUpTo(text, SignedTransaction.MAX_SIZE));
        try {
            MempoolService.Outcome outcome = chain.submit(List.of(bytes)).get(0);
            if (outcome.error().isPresent()) {
                throw RpcInput.refused(outcome.error().get());
            }
            return new Result(outcome.txId().orElseThrow().hex());
        } catch (TransactionRejected e) {
            throw RpcInput.refused(e);
        }
    }
}
