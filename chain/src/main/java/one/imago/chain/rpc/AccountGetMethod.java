package one.imago.chain.rpc;

import java.util.OptionalLong;
import one.imago.chain.consensus.ChainService;
import one.imago.chain.state.StateReader;
import one.imago.chain.state.StateView;
import one.imago.chain.token.Holdings;
import one.imago.chain.token.TokenModule;
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
     * All of the newest final block, but for the pending nonce.
     *
     * @param balance can be spent
     * @param votable of the balance, can be bonded as stake
     * @param nonce next one
     * @param pendingNonce next one after all that waits or is not final yet
     * @param vested granted at genesis and vested; comes into the balance by token/release or the account's next transfer
     * @param locked granted at genesis and not vested
     * @param unlocksAt when more vests, milliseconds since 1970; absent when nothing is locked
     */
    record Result(
            String address,
            String balance,
            String votable,
            long nonce,
            long pendingNonce,
            String vested,
            String locked,
            @Nullable Long unlocksAt) {}

    @Override
    public String name() {
        return "account_get";
    }

    @Override
    public String summary() {
        return "Balance and next nonce of an account, and what of it is locked";
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
        try (StateView view = chain.openFinal()) {
            StateReader token = view.module(TokenModule.ID);
            Holdings holdings = Holdings.of(token, address, chain.head().fin().timestampMillis());
            OptionalLong next = holdings.nextMillis();
            return new Result(
                    address.toString(),
                    holdings.balance().toString(),
                    holdings.votable().toString(),
                    holdings.nonce(),
                    chain.pendingNonce(address),
                    holdings.releasable().toString(),
                    holdings.locked().toString(),
                    next.isPresent() ? next.getAsLong() : null);
        }
    }
}
