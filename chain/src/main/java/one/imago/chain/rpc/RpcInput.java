package one.imago.chain.rpc;

import java.util.function.Function;
import one.imago.chain.state.TransactionRejected;
import one.imago.node.rpc.RpcException;
import org.jspecify.annotations.Nullable;

/** Reads parameters and turns refusals into errors. */
final class RpcInput {
    private RpcInput() {}

    static <T> T read(String name, @Nullable String value, Function<String, T> parser) throws RpcException {
        if (value == null) {
            throw invalid("the parameter " + name + " is missing");
        }
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw invalid(name + ": " + e.getMessage());
        }
    }

    static RpcException invalid(String message) {
        return new RpcException(RpcException.Kind.INVALID_PARAMS, "invalid-params", message, "");
    }

    static RpcException notFound(String message) {
        return new RpcException(RpcException.Kind.NOT_FOUND, "not-found", message, "");
    }

    static RpcException refused(TransactionRejected reason) {
        RpcException.Kind kind = switch (reason.code()) {
            case "mempool-full" -> RpcException.Kind.BUSY;
            case "disk-full", "ledger-stopped", "storage-failed" -> RpcException.Kind.UNAVAILABLE;
            default -> RpcException.Kind.REFUSED;
        };
        return new RpcException(kind, reason.code(), reason.getMessage(), hint(reason.code()));
    }

    private static String hint(String code) {
        return switch (code) {
            case "nonce-stale", "nonce-too-high" -> "ask account_get for the next nonce and sign again";
            case "fee-too-low" -> "ask fee_estimate and sign again";
            case "insufficient-funds" -> "send tokens to the account first";
            case "wrong-chain" -> "the client and the node are on different networks";
            case "mempool-full" -> "try again in a moment";
            case "disk-full" -> "make room on the node's disk";
            default -> "";
        };
    }
}
