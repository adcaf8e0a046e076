package one.imago.node.rpc;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import one.imago.node.rpc.RpcException.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Named parameters of one method, from JSON to its record. Every complaint names the parameter and what was expected, and
 * no Java type.
 */
final class ParameterBinder<P extends Record> {
    private final Class<P> type;
    private final List<String> names = new ArrayList<>();
    private final List<String> required = new ArrayList<>();

    ParameterBinder(Class<P> type) {
        this.type = type;
        for (RecordComponent component : type.getRecordComponents()) {
            names.add(name(component));
            if (!isOptional(component)) {
                required.add(name(component));
            }
        }
    }

    /** Whether a component may be left out: it is marked {@code @Nullable}. */
    static boolean isOptional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** Its name in JSON: the component's own, unless that is a word that Java keeps for itself. */
    static String name(RecordComponent component) {
        JsonProperty other = component.getAccessor().getAnnotation(JsonProperty.class);
        return other == null ? component.getName() : other.value();
    }

    /** {@code params} is empty when the request had none. */
    P bind(ObjectNode params) throws RpcException {
        for (String name : params.propertyNames()) {
            if (!names.contains(name)) {
                throw invalid(
                        "unknown parameter " + quote(name),
                        names.isEmpty() ? "this method takes none" : "known are " + String.join(", ", names));
            }
        }
        for (String name : required) {
            JsonNode value = params.get(name);
            if (value == null || value.isNull()) {
                throw invalid("missing parameter " + quote(name), "it is required");
            }
        }
        try {
            return RpcJson.mapper().treeToValue(params, type);
        } catch (JacksonException e) {
            throw invalid("parameter " + quote(path(e)) + ": " + reason(e), "rpc.discover describes every parameter");
        }
    }

    private static RpcException invalid(String message, String hint) {
        return new RpcException(Kind.INVALID_PARAMS, "invalid-params", message, hint);
    }

    private static String reason(JacksonException e) {
        if (e instanceof RpcJson.BadValue) {
            return e.getOriginalMessage();
        }
        // A record's own constructor said no.
        return e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null
                ? cause.getMessage()
                : "not of the expected type";
    }

    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            } else {
                path.append('[').append(step.getIndex()).append(']');
            }
        }
        return path.toString();
    }

    /** What a stranger sent comes back shortened. */
    private static String quote(String name) {
        return '"' + (name.length() <= 64 ? name : name.substring(0, 64) + "…") + '"';
    }
}
