package one.imago.cli.terminal;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON trees, in and out. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    public static ObjectNode of(Record value) {
        return MAPPER.valueToTree(value);
    }

    /**
     * @throws tools.jackson.core.JacksonException when it is not one JSON document
     */
    public static JsonNode parse(byte[] text) {
        return MAPPER.readTree(text);
    }

    /** On one line. */
    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }
}
