package one.imago.node.rpc;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** {@code GET /metrics} in the Prometheus text format. Needs the scope read: counts tell about the node's user. */
final class MetricsRoute implements HttpRoute {
    private final PrometheusMeterRegistry registry;

    MetricsRoute(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/metrics";
    }

    @Override
    public String summary() {
        return "Meters in the Prometheus text format";
    }

    @Override
    public Optional<Scope> scope() {
        return Optional.of(Scope.READ);
    }

    @Override
    public long maxBodyBytes() {
        return 0;
    }

    @Override
    public Reply handle(String parameter, InputStream body) {
        byte[] text = registry.scrape().getBytes(StandardCharsets.UTF_8);
        return new Reply("text/plain; version=0.0.4; charset=utf-8", text.length, new ByteArrayInputStream(text));
    }
}
