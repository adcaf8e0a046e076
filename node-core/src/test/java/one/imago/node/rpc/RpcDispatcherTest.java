package one.imago.node.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RpcDispatcherTest {
    private static final Caller ANYONE = new Caller("test", EnumSet.of(Scope.READ));
    private static final String OWNER = Address.of(new byte[20]).toString();

    private final RpcDispatcher dispatcher = new RpcDispatcher(
            List.of(
                    new RpcFixture.Method<>(
                            "echo", Scope.READ, RpcFixture.Echo.class, RpcFixture.Echo.class, echo -> echo),
                    new RpcFixture.Method<>(
                            "add", Scope.READ, RpcFixture.Whole.class, RpcFixture.Whole.class, whole -> whole),
                    new RpcFixture.Method<>(
                            "stop",
                            Scope.ADMIN,
                            RpcFixture.Nothing.class,
                            RpcFixture.Nothing.class,
                            nothing -> nothing)),
            new RpcDispatcher.Limits(10, 1000),
            new Incidents(new SecureRandom()),
            new SimpleMeterRegistry());

    @Test
    void namesTheParameterAtFault() {
        assertThat(message("add", "{}")).isEqualTo("missing parameter \"value\"");
        assertThat(message("add", "{\"value\":null}")).isEqualTo("missing parameter \"value\"");
        assertThat(message("add", "{\"value\":1,\"x\":2}")).isEqualTo("unknown parameter \"x\"");
        assertThat(message("add", "{\"value\":\"1\"}")).isEqualTo("parameter \"value\": not of the expected type");
        assertThat(message("add", "{\"value\":1.5}")).isEqualTo("parameter \"value\": not of the expected type");
        assertThat(message("add", "{\"value\":99999999999999999999}")).startsWith("parameter \"value\"");
        assertThat(message("add", "[1]")).contains("parameters are named");
        assertThat(message("echo", "{\"owner\":7}")).isEqualTo("parameter \"owner\": expected a string");
        String owner = "{\"owner\":\"" + OWNER + "\",";
        assertThat(message("echo", owner + "\"bytes\":\"0F\"}")).startsWith("parameter \"bytes\": expected an even");
        assertThat(message("echo", owner + "\"picture\":\"A\"}")).contains("base64");
        assertThat(message("echo", owner + "\"amount\":\"1.123456789\"}")).contains("8 decimal places");
        assertThat(message("echo", owner + "\"authorship\":\"HUMAN\"}"))
                .isEqualTo("parameter \"authorship\": expected one of unknown, human, ai-assisted, ai-generated");
        assertThat(message("echo", owner + "\"hashes\":[\"" + Hash.ZERO + "\",\"ab\"]}"))
                .startsWith("parameter \"hashes[1]\": expected 64");
    }

    @Test
    void refusesWhatIsNoRequest() {
        for (String request : List.of(
                "7",
                "\"x\"",
                "null",
                "{}",
                "{\"jsonrpc\":\"1.0\",\"method\":\"add\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":7,\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"add\",\"id\":{}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"add\",\"id\":1.5}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"add\",\"id\":1,\"more\":1}",
                "[]")) {
            assertThat(number(request)).as(request).isEqualTo(-32600);
        }
        for (String text : List.of(
                "", " ", "{", "{\"id\":1,\"id\":2}", "{} {}", "[".repeat(40) + "]".repeat(40), "1".repeat(100))) {
            assertThat(number(text)).as(text).isIn(-32700, -32600);
        }
    }

    @Test
    void holdsBackWhatTheTokenMayNot() {
        assertThat(number("{\"jsonrpc\":\"2.0\",\"method\":\"stop\",\"id\":1}")).isEqualTo(-32002);
    }

    @Test
    void answersNotificationsWithNothingUnlessTheyAreNoRequests() {
        assertThat(handle("{\"jsonrpc\":\"2.0\",\"method\":\"add\",\"params\":{\"value\":1}}"))
                .isEmpty();
        assertThat(handle("{\"jsonrpc\":\"2.0\",\"method\":\"add\"}")).isEmpty();
        assertThat(handle("{\"jsonrpc\":\"2.0\",\"method\":\"none\"}")).isEmpty();
        assertThat(handle("[{\"jsonrpc\":\"2.0\",\"method\":\"none\"}]")).isEmpty();
        assertThat(handle("{\"method\":\"none\"}")).isPresent();
    }

    @Test
    void describesOptionalAndRequiredParameters() {
        record Inner(Hash hash, @Nullable Inner next) {}
        record Params(Address owner, @Nullable List<Inner> inner, byte @Nullable [] bytes) {}
        JsonNode document = OpenRpcDocument.of(List.of(
                new RpcFixture.Method<>("m", Scope.WRITE, Params.class, Inner.class, p -> new Inner(Hash.ZERO, null))));
        JsonNode params = document.get("methods").get(0).get("params");
        assertThat(params.get(0).get("required").asBoolean()).isTrue();
        assertThat(OWNER).matches(params.get(0).get("schema").get("pattern").stringValue());
        assertThat(params.get(1).get("required").asBoolean()).isFalse();
        assertThat(params.get(2).get("required").asBoolean()).isFalse();
        String reference = params.get(1).get("schema").get("items").get("$ref").stringValue();
        JsonNode inner = document.at(reference.substring(1));
        assertThat(inner.get("required")).hasSize(1);
        assertThat(inner.get("properties").get("next").get("$ref").stringValue())
                .isEqualTo(reference);
    }

    private String message(String method, String params) {
        JsonNode answer = handle(
                        "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + ",\"id\":1}")
                .orElseThrow();
        assertThat(answer.get("error").get("code").asInt()).isEqualTo(-32602);
        assertThat(answer.toString()).doesNotContain("java.", "one.imago");
        return answer.get("error").get("message").stringValue();
    }

    private int number(String request) {
        return handle(request).orElseThrow().get("error").get("code").asInt();
    }

    private Optional<JsonNode> handle(String request) {
        return dispatcher.handle(request.getBytes(UTF_8), ANYONE).map(RpcJson.mapper()::readTree);
    }
}
