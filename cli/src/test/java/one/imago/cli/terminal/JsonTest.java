package one.imago.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The small reader and writer against the object mapper that they replace. */
final class JsonTest {
    private static final String EVERYTHING = """
            {"text":"a \\"quoted\\" line\\nand ü \\ud83d\\udcf7","whole":-12,"large":9007199254740993,
             "larger":123456789012345678901234567890,"part":0.25,"tiny":1e-9,"yes":true,"no":false,"none":null,
             "list":[1,[2,[]],{}],"nested":{"a":{"b":"c"}}}""";

    @Test
    void readsAndWritesLikeTheObjectMapper() {
        JsonMapper mapper = JsonMapper.builder().build();
        JsonNode expected = mapper.readTree(EVERYTHING);
        String written = Json.text(Json.parse(EVERYTHING.getBytes(StandardCharsets.UTF_8)));
        assertThat(mapper.readTree(written)).isEqualTo(expected);
        assertThat(written).doesNotContain("\n");
    }

    @Test
    void takesExactlyOneDocument() {
        for (String text : new String[] {"", "{", "{}{}", "[1,]", "{\"a\"}", "nonsense", "[1] x"}) {
            assertThatThrownBy(() -> Json.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(JacksonException.class);
        }
    }
}
