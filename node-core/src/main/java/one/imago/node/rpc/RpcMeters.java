package one.imago.node.rpc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** {@code rpc_requests_total{method,outcome}}. A name that a stranger made up never becomes a label. */
final class RpcMeters {
    private static final String NO_METHOD = "none";

    private final MeterRegistry registry;

    RpcMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    static Counter outcome(MeterRegistry registry, String method, String outcome) {
        return Counter.builder("rpc.requests")
                .description("RPC requests by method and outcome")
                .tag("method", method)
                .tag("outcome", outcome)
                .register(registry);
    }

    /** A request that reached no method. */
    void refused(String code) {
        outcome(registry, NO_METHOD, code).increment();
    }
}
