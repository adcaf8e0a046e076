package one.imago.chain.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import one.imago.chain.block.Block;
import one.imago.chain.block.Header;
import one.imago.chain.consensus.ChainService;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.node.crypto.Hash;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import org.jspecify.annotations.Nullable;

/** {@code chain_block}. */
final class ChainBlockMethod implements RpcMethod<ChainBlockMethod.Params, ChainBlockMethod.Result> {
    private final ChainService chain;

    ChainBlockMethod(ChainService chain) {
        this.chain = chain;
    }

    /**
     * One of the two.
     *
     * @param height of the block
     * @param hash of the block, in hexadecimal
     */
    record Params(@Nullable Long height, @Nullable String hash) {}

    record Result(
            long height,
            String hash,
            String parent,
            long round,
            long timestamp,
            String producer,
            String transactionsRoot,
            String stateRoot,

            @com.fasterxml.jackson.annotation.JsonProperty("final")
            boolean isFinal,

            List<Entry> transactions) {}

    record Entry(String txId, String module, String kind, String sender, String fee) {}

    @Override
    public String name() {
        return "chain_block";
    }

    @Override
    public String summary() {
        return "A block by its height or hash";
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
        Long height = params.height();
        if ((height == null) == (params.hash() == null)) {
            throw RpcInput.invalid("give either height or hash");
        }
        Optional<Block> found = height == null
                ? chain.block(RpcInput.read("hash", params.hash(), Hash::parse))
                : chain.anyBlock(height);
        Block block = found.orElseThrow(() -> RpcInput.notFound("there is no such block here"));
        Header header = block.header();
        boolean isFinal = chain.block(header.height())
                .filter(b -> b.hash().equals(block.hash()))
                .isPresent();
        List<Entry> entries = new ArrayList<>();
        for (byte[] encoded : block.transactions()) {
            entries.add(entry(encoded));
        }
        return new Result(
                header.height(),
                block.hash().hex(),
                header.parent().hex(),
                header.round(),
                header.timestampMillis(),
                header.producer().toString(),
                header.transactionsRoot().hex(),
                header.stateRoot().hex(),
                isFinal,
                entries);
    }

    private static Entry entry(byte[] encoded) {
        try {
            SignedTransaction transaction = SignedTransaction.decode(encoded);
            return new Entry(
                    transaction.txId().hex(),
                    transaction.kind().module(),
                    transaction.kind().kind(),
                    transaction.sender().toString(),
                    transaction.feeLimit().toString());
        } catch (TransactionRejected e) {
            throw new IllegalStateException("a stored block holds what is no transaction", e);
        }
    }
}
