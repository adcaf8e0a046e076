package one.imago.chain.rpc;

import one.imago.chain.consensus.ChainService;
import one.imago.node.crypto.Address;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import org.jspecify.annotations.Nullable;

/** {@code account_get}. */
final class AccountGetMethod implements RpcMethod<AccountGetMethod.Params, AccountGetMethod.Result> {
    private final ChainService chain;

    AccountGetMethod(ChainService chain) {
        this.chain = chain;
    }

    /**
     * @param address imago1…
     */
    record Params(@Nullable String address) {}

    /**
     * @param balance in the final state
     * @param nonce next one in the final state
     * @param pendingNonce next one after all that waits or is not final yet
     */
    record Result(String address, String balance, long nonce, long pendingNonce) {}

    @Override
    public String name() {
        return "account_get";
    }

    @Override
    public String summary() {
        return "Balance and next nonce of an account";
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
        Address address = RpcInput.read("address", params.address(), Address::parse);
        ChainService.Account account = chain.account(address);
        return new Result(
                address.toString(), account.balance().toString(), account.nonce(), chain.pendingNonce(address));
    }
}
