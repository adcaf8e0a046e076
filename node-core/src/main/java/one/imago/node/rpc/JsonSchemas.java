package one.imago.node.rpc;

import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schema (2020-12 vocabulary as OpenRPC 1.3 uses it) of the Java types that travel. Records become named schemas
 * under {@code #/components/schemas}, so that types may refer to each other.
 */
final class JsonSchemas {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<Class<?>> WHOLE =
            Set.of(int.class, long.class, short.class, byte.class, Integer.class, Long.class, Short.class, Byte.class);
    private static final Set<Class<?>> REAL =
            Set.of(double.class, float.class, Double.class, Float.class, BigDecimal.class);

    private final ObjectNode named = JSON.objectNode();

    /** Every record that was met, by name. */
    ObjectNode named() {
        return named;
    }

    ObjectNode schema(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return parameterized(parameterized);
        }
        return type instanceof Class<?> plain ? plain(plain) : JSON.objectNode();
    }

    private ObjectNode parameterized(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        ObjectNode schema = JSON.objectNode();
        if (Collection.class.isAssignableFrom(raw)) {
            schema.put("type", "array").set("items", schema(arguments[0]));
        } else if (Map.class.isAssignableFrom(raw)) {
            schema.put("type", "object").set("additionalProperties", schema(arguments[1]));
        } else if (raw == Optional.class) {
            return schema(arguments[0]);
        } else {
            return plain(raw);
        }
        return schema;
    }

    private ObjectNode plain(Class<?> type) {
        ObjectNode schema = JSON.objectNode();
        for (TextType<?> text : TextType.ALL) {
            if (text.type() == type) {
                return schema.put("type", "string")
                        .put("pattern", text.pattern())
                        .put("description", text.description());
            }
        }
        if (type == String.class) {
            schema.put("type", "string");
        } else if (type == boolean.class || type == Boolean.class) {
            schema.put("type", "boolean");
        } else if (WHOLE.contains(type)) {
            schema.put("type", "integer");
        } else if (REAL.contains(type)) {
            schema.put("type", "number");
        } else if (type.isArray()) {
            schema.put("type", "array").set("items", schema(type.getComponentType()));
        } else if (type.isEnum()) {
            ArrayNode names = schema.put("type", "string").putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                names.add(RpcJson.enumName((Enum<?>) constant));
            }
        } else if (type.isRecord()) {
            return value(type).map(this::schema).orElseGet(() -> reference(type));
        } else if (type.isSealed()) {
            ArrayNode choices = schema.putArray("oneOf");
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                choices.add(schema(permitted));
            }
        }
        return schema;
    }

    /** The type that stands for a type in JSON, when one of its accessors says so. */
    private static Optional<Type> value(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            if (((AnnotatedElement) method).isAnnotationPresent(JsonValue.class)) {
                return Optional.of(method.getGenericReturnType());
            }
        }
        return Optional.empty();
    }

    private ObjectNode reference(Class<?> type) {
        String name = type.getEnclosingClass() == null
                ? type.getSimpleName()
                : type.getEnclosingClass().getSimpleName() + type.getSimpleName();
        if (!named.has(name)) {
            ObjectNode schema = JSON.objectNode().put("type", "object");
            // Put before it is filled: the record may contain itself.
            named.set(name, schema);
            ObjectNode properties = schema.putObject("properties");
            ArrayNode required = JSON.arrayNode();
            for (RecordComponent component : type.getRecordComponents()) {
                properties.set(ParameterBinder.name(component), schema(component.getGenericType()));
                if (!ParameterBinder.isOptional(component)) {
                    required.add(ParameterBinder.name(component));
                }
            }
            if (!required.isEmpty()) {
                schema.set("required", required);
            }
            schema.put("additionalProperties", false);
        }
        return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
    }
}
