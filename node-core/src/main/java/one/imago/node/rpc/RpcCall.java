package one.imago.node.rpc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import one.imago.node.rpc.RpcException.Kind;
import tools.jackson.databind.node.ObjectNode;

/** One method with its permission, its binder and its meters. */
final class RpcCall<P extends Record> {
    private final RpcMethod<P, ?> method;
    private final ParameterBinder<P> binder;
    private final MeterRegistry registry;
    private final Counter succeeded;
    private final Timer latency;

    RpcCall(RpcMethod<P, ?> method, MeterRegistry registry) {
        this.method = method;
        this.binder = new ParameterBinder<>(method.params());
        this.registry = registry;
        this.succeeded = RpcMeters.outcome(registry, method.name(), "ok");
        this.latency = Timer.builder("rpc.latency")
                .description("Time of RPC calls on their worker")
                .tag("method", method.name())
                .register(registry);
    }

    Object invoke(ObjectNode params, RpcDispatcher.Origin origin) throws RpcException {
        if (!origin.caller().may(method.scope())) {
            String scope = RpcJson.enumName(method.scope());
            throw new RpcException(
                    Kind.NOT_PERMITTED,
                    "not-permitted",
                    method.name() + " needs the scope " + scope + ", which this token does not have",
                    "use a token with the scope " + scope);
        }
        P bound = binder.bind(params);
        if (method instanceof ConnectedMethod<P, ?> connected
                && origin.connection().isPresent()) {
            return connected.call(bound, origin.connection().get());
        }
        return method.call(bound);
    }

    void succeeded(long nanos) {
        succeeded.increment();
        latency.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Codes are ours and few, so they may be a label. */
    void failed(String code, long nanos) {
        RpcMeters.outcome(registry, method.name(), code).increment();
        latency.record(nanos, TimeUnit.NANOSECONDS);
    }
}
