package one.imago.p2p.rpc;

import java.io.IOException;
import one.imago.node.crypto.Hex;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcException.Kind;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import one.imago.p2p.takedown.Takedown;
import one.imago.p2p.takedown.TakedownDesk;

/** {@code content_takedown}. The signature gives the right, not the caller. */
public final class ContentTakedown implements RpcMethod<ContentTakedown.Params, ContentTakedown.Result> {
    private final TakedownDesk desk;

    public ContentTakedown(TakedownDesk desk) {
        this.desk = desk;
    }

    /**
     * @param statement the signed takedown in hexadecimal
     */
    public record Params(String statement) {}

    /**
     * @param cid what is taken down
     * @param known whether it was taken down here before
     */
    public record Result(String cid, boolean known) {}

    @Override
    public String name() {
        return "content_takedown";
    }

    @Override
    public String summary() {
        return "Takes content down on this node and passes the signed demand on; copies held elsewhere cannot be recalled.";
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
        Takedown takedown;
        try {
            takedown = Takedown.decode(Hex.decode(params.statement(), Takedown.LENGTH));
        } catch (IOException | IllegalArgumentException e) {
            throw new RpcException(
                    Kind.INVALID_PARAMS,
                    "invalid-params",
                    "not a takedown: " + e.getMessage(),
                    "Send the signed statement in hexadecimal.");
        }
        try {
            return switch (desk.submit(takedown)) {
                case CARRIED_OUT -> new Result(takedown.content().toString(), false);
                case KNOWN -> new Result(takedown.content().toString(), true);
                case FORGED -> throw refused("takedown-forged", "the signature is not its signer's", "Sign it again.");
                case NOT_BINDING ->
                    throw refused(
                            "takedown-not-binding",
                            "this takedown does not bind this node",
                            "Sign it with the key of the work's owner and name the work, or with the key of a list that"
                                    + " the operator chose.");
            };
        } catch (IOException e) {
            throw ContentAccess.unavailable(e);
        }
    }

    private static RpcException refused(String code, String message, String hint) {
        return new RpcException(Kind.REFUSED, code, message, hint);
    }
}
