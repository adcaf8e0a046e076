package one.imago.node.rpc;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import one.imago.node.rpc.RpcException.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON-RPC 2.0 from bytes to bytes: batches, notifications, named parameters. Knows nothing of the transport. Whatever
 * the bytes are, the answer is well-formed or empty, and within its limit. Thread-safe.
 */
final class RpcDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(RpcDispatcher.class);
    private static final int MAX_ID_LENGTH = 256;
    private static final ObjectNode NO_PARAMS = JsonNodeFactory.instance.objectNode();

    private final Map<String, RpcCall<?>> calls = new HashMap<>();
    private final Limits limits;
    private final Incidents incidents;
    private final RpcMeters meters;

    /**
     * @param maxBatch requests in a batch
     * @param maxResponseBytes of a whole answer
     */
    record Limits(int maxBatch, int maxResponseBytes) {}

    RpcDispatcher(Collection<RpcMethod<?, ?>> methods, Limits limits, Incidents incidents, MeterRegistry registry) {
        this.limits = limits;
        this.incidents = incidents;
        this.meters = new RpcMeters(registry);
        for (RpcMethod<?, ?> method : methods) {
            if (calls.putIfAbsent(method.name(), new RpcCall<>(method, registry)) != null) {
                throw new IllegalStateException("there are two RPC methods named " + method.name());
            }
        }
    }

    /** The answer to a request or batch that came without a connection that stays. */
    Optional<byte[]> handle(byte[] request, Caller caller) {
        return handle(request, caller, Optional.empty());
    }

    /**
     * The answer to a request or batch; empty when there is none to give, since all were notifications.
     *
     * @param connection over which it came, when that is a WebSocket
     */
    Optional<byte[]> handle(byte[] request, Caller caller, Optional<RpcConnection> connection) {
        return handle(request, new Origin(caller, connection));
    }

    /** Who asks, and over what. */
    record Origin(Caller caller, Optional<RpcConnection> connection) {}

    private Optional<byte[]> handle(byte[] request, Origin origin) {
        JsonNode document;
        try {
            document = RpcJson.mapper().readTree(request);
        } catch (JacksonException e) {
            meters.refused("parse-error");
            return Optional.of(refusal(RpcError.parse(e)));
        }
        if (document == null || document.isMissingNode()) {
            return Optional.of(refusal(RpcError.invalid("the body is empty")));
        }
        if (!document.isArray()) {
            return Optional.ofNullable(single(document, origin, limits.maxResponseBytes()));
        }
        if (document.isEmpty()) {
            return Optional.of(refusal(RpcError.invalid("the batch is empty")));
        }
        if (document.size() > limits.maxBatch()) {
            return Optional.of(refusal(RpcError.invalid(
                    "the batch has " + document.size() + " requests, at most " + limits.maxBatch() + " are taken")));
        }
        return batch(document, origin);
    }

    private Optional<byte[]> batch(JsonNode requests, Origin origin) {
        ByteArrayOutputStream answers = new ByteArrayOutputStream(64 * requests.size());
        for (JsonNode request : requests) {
            byte[] answer = single(request, origin, limits.maxResponseBytes() - answers.size());
            if (answer != null) {
                answers.write(answers.size() == 0 ? '[' : ',');
                answers.writeBytes(answer);
            }
        }
        if (answers.size() == 0) {
            return Optional.empty();
        }
        answers.write(']');
        return Optional.of(answers.toByteArray());
    }

    /** One request; null when it was a notification. */
    private byte @Nullable [] single(JsonNode request, Origin origin, int room) {
        JsonNode id = request.get("id");
        boolean notification = request.isObject() && id == null;
        JsonNode answerId = id != null && isValidId(id) ? id : JsonNodeFactory.instance.nullNode();
        RpcCall<?> call = null;
        long started = System.nanoTime();
        try {
            String name = methodName(request, id);
            call = calls.get(name);
            if (call == null) {
                throw new RpcError.Refused(RpcError.methodNotFound(name));
            }
            if (room <= 0) {
                throw new RpcException(
                        Kind.REFUSED,
                        "response-too-large",
                        "the answers of this batch exceed " + limits.maxResponseBytes() + " bytes",
                        "this request was not carried out; send it in a batch of its own");
            }
            Object result = call.invoke(params(request), origin);
            byte[] answer = notification ? null : result(answerId, result, room);
            call.succeeded(System.nanoTime() - started);
            return answer;
        } catch (RpcError.Refused e) {
            // What cannot be read as a request is answered even without an id; the specification wants it so.
            meters.refused(e.error().code());
            return notification && e.error().number() != RpcError.INVALID_REQUEST ? null : error(answerId, e.error());
        } catch (RpcException e) {
            if (call != null) {
                call.failed(e.code(), System.nanoTime() - started);
            }
            return notification ? null : error(answerId, RpcError.of(e));
        } catch (RuntimeException | StackOverflowError e) {
            String incident =
                    incidents.report("RPC method " + request.path("method").asString(""), e);
            if (call != null) {
                call.failed("internal", System.nanoTime() - started);
            }
            return notification ? null : error(answerId, RpcError.internal(incident));
        }
    }

    private static String methodName(JsonNode request, @Nullable JsonNode id) {
        if (!request.isObject()) {
            throw new RpcError.Refused(RpcError.invalid("a request is a JSON object"));
        }
        for (String member : request.propertyNames()) {
            switch (member) {
                case "jsonrpc", "method", "params", "id" -> {}
                default ->
                    throw new RpcError.Refused(
                            RpcError.invalid("a request has the members jsonrpc, method, params and id only"));
            }
        }
        if (id != null && !isValidId(id)) {
            throw new RpcError.Refused(RpcError.invalid(
                    "id is a string of at most " + MAX_ID_LENGTH + " characters, a whole number or null"));
        }
        JsonNode version = request.get("jsonrpc");
        if (version == null || !version.isString() || !"2.0".equals(version.stringValue())) {
            throw new RpcError.Refused(RpcError.invalid("jsonrpc must be \"2.0\""));
        }
        JsonNode method = request.get("method");
        if (method == null || !method.isString()) {
            throw new RpcError.Refused(RpcError.invalid("method must be a string"));
        }
        return method.stringValue();
    }

    private static boolean isValidId(JsonNode id) {
        return id.isNull()
                || id.isIntegralNumber()
                || (id.isString() && id.stringValue().length() <= MAX_ID_LENGTH);
    }

    private static ObjectNode params(JsonNode request) throws RpcException {
        JsonNode params = request.get("params");
        if (params == null) {
            return NO_PARAMS;
        }
        if (params instanceof ObjectNode named) {
            return named;
        }
        throw new RpcException(
                Kind.INVALID_PARAMS,
                "invalid-params",
                "parameters are named: params must be an object",
                params.isArray() ? "positional parameters are not taken; rpc.discover tells the names" : "");
    }

    private byte[] result(JsonNode id, Object result, int room) throws RpcException {
        BoundedOutput output = new BoundedOutput(room);
        try (JsonGenerator generator = RpcJson.mapper().createGenerator(output)) {
            generator.writeStartObject().writeStringProperty("jsonrpc", "2.0").writeName("id");
            generator.writeTree(id);
            generator.writeName("result");
            RpcJson.mapper().writeValue(generator, result);
            generator.writeEndObject();
        } catch (RuntimeException e) {
            if (!output.overflowed()) {
                throw e;
            }
            LOG.trace("an answer was cut at {} bytes", room, e);
            throw new RpcException(
                    Kind.REFUSED,
                    "response-too-large",
                    "the answer exceeds the " + limits.maxResponseBytes() + " bytes that one response may have",
                    "it was carried out; ask for less, or outside of a batch");
        }
        return output.toByteArray();
    }

    static byte[] refusal(RpcError error) {
        return error(JsonNodeFactory.instance.nullNode(), error);
    }

    private static byte[] error(JsonNode id, RpcError error) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("jsonrpc", "2.0").set("id", id);
        answer.set("error", error.toJson());
        return RpcJson.mapper().writeValueAsBytes(answer);
    }
}
