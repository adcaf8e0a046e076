package one.imago.chain.copyright;

import one.imago.chain.transaction.TransactionBody;
import one.imago.chain.transaction.TransactionDraft;
import one.imago.chain.transaction.TransactionDrafter;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.UnsignedTransaction;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import org.jspecify.annotations.Nullable;

/** {@code work_commit}: prepares the commit of a file that stays with its owner. */
final class WorkCommitMethod implements RpcMethod<WorkCommitMethod.Params, WorkCommitMethod.Result> {
    private final TransactionDrafter drafter;

    WorkCommitMethod(TransactionDrafter drafter) {
        this.drafter = drafter;
    }

    /**
     * @param owner address that will sign
     * @param commitment 32 bytes in hexadecimal
     * @param feeLimit fee to offer, tokens; the least one when absent
     */
    record Params(
            @Nullable String owner,
            @Nullable String commitment,
            @Nullable String feeLimit) {}

    record Result(String unsigned, String txId, String workId, long nonce, String fee, long expiry) {}

    @Override
    public String name() {
        return "work_commit";
    }

    @Override
    public String summary() {
        return "Prepares the commit of a file, for its owner to check and sign";
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
        Address owner = RpcParams.read("owner", params.owner(), Address::parse);
        Hash commitment = RpcParams.read("commitment", params.commitment(), Hash::parse);
        TransactionBody body = CopyrightBodies.commitWork(commitment);
        TransactionDraft draft = params.feeLimit() == null
                ? drafter.draft(owner, body)
                : drafter.draft(owner, body, RpcParams.read("feeLimit", params.feeLimit(), Amount::parse));
        UnsignedTransaction unsigned = draft.encode();
        return new Result(
                Hex.encode(unsigned.payload()),
                unsigned.txId().hex(),
                Commitment.workIdOf(commitment).toString(),
                draft.nonce(),
                draft.feeLimit().toString(),
                draft.expiry());
    }
}
