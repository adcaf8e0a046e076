package one.imago.chain.rpc;

import java.util.Optional;
import one.imago.chain.block.TransactionPlace;
import one.imago.chain.consensus.ChainService;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.node.crypto.Hash;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import org.jspecify.annotations.Nullable;

/** {@code tx_get}: what became of a transaction. */
final class TxGetMethod implements RpcMethod<TxGetMethod.Params, TxGetMethod.Result> {
    private final ChainService chain;

    TxGetMethod(ChainService chain) {
        this.chain = chain;
    }

    /**
     * @param txId in hexadecimal
     */
    record Params(@Nullable String txId) {}

    /**
     * @param status pending, included, final, rejected or unknown
     */
    record Result(
            String txId,
            String status,
            @Nullable Long height,
            @Nullable Integer index,
            @Nullable String module,
            @Nullable String kind,
            @Nullable String sender,
            @Nullable String fee,
            @Nullable Failure error) {}

    record Failure(String code, String message) {}

    @Override
    public String name() {
        return "tx_get";
    }

    @Override
    public String summary() {
        return "What became of a transaction";
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
        return status(RpcInput.read("txId", params.txId(), Hash::parse));
    }

    /** What became of it so far. */
    Result status(Hash txId) {
        // In the order in which it moves on, and the first place again, so that it is not missed while it moves.
        Optional<SignedTransaction> waiting = chain.mempool().waiting(txId);
        if (waiting.isPresent()) {
            return pending(waiting.get());
        }
        Optional<TransactionPlace> place = chain.place(txId).or(() -> chain.place(txId));
        if (place.isPresent()) {
            return placed(txId, place.get());
        }
        Optional<TransactionRejected> refusal = chain.mempool().refusal(txId);
        return refusal.map(reason -> rejected(txId, reason))
                .orElseGet(() -> new Result(txId.hex(), "unknown", null, null, null, null, null, null, null));
    }

    private static Result pending(SignedTransaction transaction) {
        return new Result(
                transaction.txId().hex(),
                "pending",
                null,
                null,
                transaction.kind().module(),
                transaction.kind().kind(),
                transaction.sender().toString(),
                transaction.feeLimit().toString(),
                null);
    }

    private Result placed(Hash txId, TransactionPlace place) {
        boolean isFinal = place.height() <= chain.head().fin().height();
        return new Result(
                txId.hex(),
                isFinal ? "final" : "included",
                place.height(),
                place.index(),
                place.kind().module(),
                place.kind().kind(),
                place.sender().toString(),
                place.fee().toString(),
                null);
    }

    private static Result rejected(Hash txId, TransactionRejected reason) {
        Failure failure = new Failure(reason.code(), reason.getMessage());
        return new Result(txId.hex(), "rejected", null, null, null, null, null, null, failure);
    }
}
