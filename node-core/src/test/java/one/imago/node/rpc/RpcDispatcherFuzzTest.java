package one.imago.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Whatever the bytes are, the answer is JSON-RPC and no fault of ours. */
@Timeout(60)
class RpcDispatcherFuzzTest {
    private static final RpcDispatcher DISPATCHER = new RpcDispatcher(
            List.of(
                    new RpcFixture.Method<>(
                            "e", Scope.READ, RpcFixture.Echo.class, RpcFixture.Echo.class, echo -> echo),
                    new RpcFixture.Method<>(
                            "a", Scope.READ, RpcFixture.Whole.class, RpcFixture.Whole.class, whole -> whole)),
            new RpcDispatcher.Limits(100, 1 << 20),
            new Incidents(new SecureRandom()),
            new SimpleMeterRegistry());
    private static final Caller CALLER = new Caller("fuzz", EnumSet.allOf(Scope.class));

    @FuzzTest
    void anyBytesGetAWellFormedAnswer(byte[] bytes) {
        DISPATCHER.handle(bytes, CALLER).ifPresent(answer -> {
            JsonNode document = RpcJson.mapper().readTree(answer);
            for (JsonNode single : document.isArray() ? document : List.of(document)) {
                assertThat(single.get("jsonrpc").stringValue()).isEqualTo("2.0");
                assertThat(single.has("result") ^ single.has("error")).isTrue();
                assertThat(single.path("error").path("code").asInt(0)).isNotEqualTo(-32603);
            }
        });
    }
}
