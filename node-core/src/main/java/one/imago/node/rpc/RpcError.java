package one.imago.node.rpc;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client is told: {@code {code: number, message, data: {code, hint?, incident?}}}.
 *
 * @param number of JSON-RPC
 * @param code stable string
 * @param message for a person
 * @param hint what to do next; may be empty
 * @param incident id under which a fault of ours is in the node's log
 */
record RpcError(
        int number,
        String code,
        String message,
        String hint,
        @Nullable String incident) {
    static final int INVALID_REQUEST = -32600;
    private static final int PARSE_ERROR = -32700;
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INTERNAL = -32603;

    /** Stops the reading of a request. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient RpcError error;

        Refused(RpcError error) {
            super(error.message(), null, false, false);
            this.error = error;
        }

        RpcError error() {
            return error;
        }
    }

    static RpcError of(RpcException e) {
        return new RpcError(e.kind().number(), e.code(), String.valueOf(e.getMessage()), e.hint(), null);
    }

    static RpcError parse(JacksonException e) {
        var where = e.getLocation();
        String position = where == null || where.getByteOffset() < 0 ? "" : " near byte " + where.getByteOffset();
        return new RpcError(
                PARSE_ERROR,
                "parse-error",
                "the body is not JSON that this node reads" + position,
                "check the syntax, repeated members, and the limits of nesting and length in docs/protocol/rpc.md",
                null);
    }

    static RpcError invalid(String message) {
        return new RpcError(INVALID_REQUEST, "invalid-request", message, "", null);
    }

    static RpcError methodNotFound(String name) {
        String shown = name.length() <= 64 ? name : name.substring(0, 64) + "…";
        return new RpcError(
                METHOD_NOT_FOUND, "method-not-found", "there is no method " + shown, "rpc.discover lists all", null);
    }

    static RpcError internal(String incident) {
        return new RpcError(
                INTERNAL,
                "internal",
                "the node failed to answer",
                "the operator finds incident " + incident + " in the node's log",
                incident);
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("code", number).put("message", message).set("data", data());
        return json;
    }

    private ObjectNode data() {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("code", code);
        if (!hint.isEmpty()) {
            data.put("hint", hint);
        }
        if (incident != null) {
            data.put("incident", incident);
        }
        return data;
    }
}
