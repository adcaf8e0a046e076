package one.imago.chain.copyright;

import java.util.function.Function;
import one.imago.node.ledger.WorkId;
import one.imago.node.rpc.RpcException;
import org.jspecify.annotations.Nullable;

/** Reads parameters of this module's RPC methods. */
final class RpcParams {
    private RpcParams() {}

    static <T> T read(String name, @Nullable String value, Function<String, T> parser) throws RpcException {
        if (value == null) {
            throw new RpcException(
                    RpcException.Kind.INVALID_PARAMS, "invalid-params", "the parameter " + name + " is missing", "");
        }
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new RpcException(
                    RpcException.Kind.INVALID_PARAMS, "invalid-params", name + ": " + e.getMessage(), "");
        }
    }

    static WorkId workId(@Nullable String value) throws RpcException {
        return read("workId", value, WorkId::parse);
    }

    static RpcException unknownWork(WorkId id) {
        return new RpcException(
                RpcException.Kind.NOT_FOUND,
                "not-found",
                "there is no registered work " + id + " in the final state",
                "a new registration is found once it is final");
    }
}
