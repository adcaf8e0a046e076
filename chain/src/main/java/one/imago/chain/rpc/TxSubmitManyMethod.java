package one.imago.chain.rpc;

import java.util.ArrayList;
import java.util.List;
import one.imago.chain.consensus.ChainService;
import one.imago.chain.mempool.MempoolService;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import org.jspecify.annotations.Nullable;

/** {@code tx_submit_many}: answers for each once all that were accepted are on disk. */
final class TxSubmitManyMethod implements RpcMethod<TxSubmitManyMethod.Params, TxSubmitManyMethod.Result> {
    private static final int MAX_TRANSACTIONS = 1_000;

    private final ChainService chain;

    TxSubmitManyMethod(ChainService chain) {
        this.chain = chain;
    }

    /**
     * @param transactions signed transactions in hexadecimal, at most 1,000
     */
    record Params(@Nullable List<String> transactions) {}

    record Result(List<Entry> results) {}

    /** In the order of the request; with an error when it was not accepted. */
    record Entry(@Nullable String txId, @Nullable Failure error) {}

    record Failure(String code, String message) {}

    @Override
    public String name() {
        return "tx_submit_many";
    }

    @Override
    public String summary() {
        return "Accepts many signed transactions durably, each on its own";
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
        List<String> texts = params.transactions();
        if (texts == null || texts.isEmpty() || texts.size() > MAX_TRANSACTIONS) {
            throw RpcInput.invalid("transactions holds 1 to " + MAX_TRANSACTIONS + " transactions");
        }
        List<byte[]> encoded = new ArrayList<>(texts.size());
        for (String text : texts) {
            encoded.add(RpcInput.read("transactions", text, hex -> Hex.decodeUpTo(hex, SignedTransaction.MAX_SIZE)));
        }
        try {
            return new Result(chain.submit(encoded).stream()
                    .map(TxSubmitManyMethod::entry)
                    .toList());
        } catch (TransactionRejected e) {
            throw RpcInput.refused(e);
        }
    }

    private static Entry entry(MempoolService.Outcome outcome) {
        return new Entry(
                outcome.txId().map(Hash::hex).orElse(null),
                outcome.error()
                        .map(error -> new Failure(error.code(), error.getMessage()))
                        .orElse(null));
    }
}
