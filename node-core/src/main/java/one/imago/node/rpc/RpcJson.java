package one.imago.node.rpc;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * How values look in JSON, for the server and for its clients alike. Hashes, keys and {@code byte[]} are lower-case
 * hexadecimal, {@link Base64Bytes} base64, addresses, amounts, work ids and content ids their text forms, enums their
 * names in kebab-case ({@code AI_ASSISTED} is {@code ai-assisted}). Components that are null are left out. Reading is
 * strict: no unknown or repeated members, no strings for numbers, nothing after the document, bounded in every direction.
 */
public final class RpcJson {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_TOKENS = 200_000;
    private static final int MAX_NUMBER_LENGTH = 64;
    private static final int MAX_NAME_LENGTH = 256;
    private static final JsonMapper MAPPER = build();

    private RpcJson() {}

    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** The name of an enum constant in JSON. */
    static String enumName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static JsonMapper build() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxTokenCount(MAX_TOKENS)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxNameLength(MAX_NAME_LENGTH)
                        // Strings may be as long as the body, which the transport bounds.
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return JsonMapper.builder(factory)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .addModule(module())
                .build();
    }

    private static JacksonModule module() {
        SimpleModule module = new SimpleModule("imago");
        for (TextType<?> type : TextType.ALL) {
            register(module, type);
        }
        module.addSerializer(Enum.class, new EnumWriter());
        module.setDeserializerModifier(new ValueDeserializerModifier() {
            private static final long serialVersionUID = 1;

            @Override
            public ValueDeserializer<?> modifyEnumDeserializer(
                    DeserializationConfig config,
                    JavaType type,
                    BeanDescription.Supplier description,
                    ValueDeserializer<?> deserializer) {
                return new EnumReader(type.getRawClass());
            }
        });
        return module;
    }

    private static <T> void register(SimpleModule module, TextType<T> type) {
        module.addSerializer(type.type(), new TextWriter<>(type));
        module.addDeserializer(type.type(), new TextReader<>(type));
    }

    /** A value that is of the right JSON type and still wrong; its message is for a person. */
    static final class BadValue extends DatabindException {
        private static final long serialVersionUID = 1;

        BadValue(JsonParser parser, String message) {
            super(parser, message);
        }
    }

    private static String requireString(JsonParser parser) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw new BadValue(parser, "expected a string");
        }
        return parser.getString();
    }

    private static final class TextReader<T> extends StdScalarDeserializer<T> {
        private final transient TextType<T> type;

        TextReader(TextType<T> type) {
            super(type.type());
            this.type = type;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            String text = requireString(parser);
            try {
                return type.read(text);
            } catch (IllegalArgumentException e) {
                throw new BadValue(parser, String.valueOf(e.getMessage()));
            }
        }
    }

    private static final class TextWriter<T> extends StdSerializer<T> {
        private final transient TextType<T> type;

        TextWriter(TextType<T> type) {
            super(type.type());
            this.type = type;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(type.print().apply(value));
        }
    }

    private static final class EnumReader extends StdScalarDeserializer<Object> {
        EnumReader(Class<?> type) {
            super(type);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            String text = requireString(parser);
            StringBuilder known = new StringBuilder();
            for (Object constant : handledType().getEnumConstants()) {
                String name = enumName((Enum<?>) constant);
                if (name.equals(text)) {
                    return constant;
                }
                known.append(known.isEmpty() ? "" : ", ").append(name);
            }
            throw new BadValue(parser, "expected one of " + known);
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class EnumWriter extends StdSerializer<Enum> {
        EnumWriter() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(enumName(value));
        }
    }
}
