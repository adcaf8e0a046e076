package one.imago.node.rpc;

import io.netty.handler.codec.http.HttpResponseStatus;
import one.imago.node.rpc.RpcException.Kind;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request that ends at the transport, or a plain route's refusal: an HTTP status and
 * {@code {"error": {"code", "message", "hint"}}}.
 */
record HttpRefusal(HttpResponseStatus status, String code, String message, String hint) {
    static HttpRefusal badRequest(String message) {
        return new HttpRefusal(HttpResponseStatus.BAD_REQUEST, "bad-request", message, "");
    }

    static HttpRefusal busy() {
        return new HttpRefusal(
                HttpResponseStatus.TOO_MANY_REQUESTS,
                "busy",
                "the node is at its limit of requests in work",
                "try again in a second");
    }

    static HttpRefusal tooLarge(long limit) {
        return new HttpRefusal(
                HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                "body-too-large",
                "the body is larger than the " + limit + " bytes that this path takes",
                "upload pictures with PUT /v1/upload");
    }

    static HttpRefusal timeout() {
        return new HttpRefusal(
                HttpResponseStatus.REQUEST_TIMEOUT, "request-timeout", "the body did not come in time", "");
    }

    static HttpRefusal internal(String incident) {
        return new HttpRefusal(
                HttpResponseStatus.INTERNAL_SERVER_ERROR,
                "internal",
                "the node failed to answer",
                "the operator finds incident " + incident + " in the node's log");
    }

    static HttpRefusal of(RpcException e) {
        return new HttpRefusal(status(e.kind()), e.code(), String.valueOf(e.getMessage()), e.hint());
    }

    byte[] json() {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        ObjectNode detail = error.putObject("error").put("code", code).put("message", message);
        if (!hint.isEmpty()) {
            detail.put("hint", hint);
        }
        return RpcJson.mapper().writeValueAsBytes(error);
    }

    private static HttpResponseStatus status(Kind kind) {
        return switch (kind) {
            case INVALID_PARAMS -> HttpResponseStatus.BAD_REQUEST;
            case REFUSED -> HttpResponseStatus.UNPROCESSABLE_ENTITY;
            case NOT_FOUND -> HttpResponseStatus.NOT_FOUND;
            case NOT_PERMITTED -> HttpResponseStatus.FORBIDDEN;
            case BUSY -> HttpResponseStatus.TOO_MANY_REQUESTS;
            case UNAVAILABLE -> HttpResponseStatus.SERVICE_UNAVAILABLE;
        };
    }
}
