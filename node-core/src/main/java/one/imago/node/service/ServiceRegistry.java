package one.imago.node.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import one.imago.node.rpc.HttpRoute;
import one.imago.node.rpc.RpcMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where modules meet while a node is assembled: ports, services in their order, RPC methods and HTTP routes. Used by one
 * thread. Domain classes never see it.
 */
public final class ServiceRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRegistry.class);

    private final Map<Class<?>, Object> ports = new LinkedHashMap<>();
    private final List<Service> services = new ArrayList<>();
    private final List<RpcMethod<?, ?>> methods = new ArrayList<>();
    private final List<HttpRoute> routes = new ArrayList<>();
    private final List<HealthCheck> healthChecks = new ArrayList<>();

    /** Publishes an implementation of a port. One implementation a port. */
    public <T> void provide(Class<T> port, T implementation) {
        if (ports.putIfAbsent(port, implementation) != null) {
            throw new IllegalStateException(port.getSimpleName() + " was already provided");
        }
    }

    /**
     * The implementation of a port.
     *
     * @throws IllegalStateException with the list of what is there, when nobody before provided it
     */
    public <T> T require(Class<T> port) {
        Object implementation = ports.get(port);
        if (implementation == null) {
            throw new IllegalStateException(port.getSimpleName() + " is required before it is provided; there are "
                    + ports.keySet().stream().map(Class::getSimpleName).sorted().toList());
        }
        return port.cast(implementation);
    }

    /** Adds a service; services start in this order and stop in reverse. */
    public void add(Service service) {
        services.add(service);
    }

    public void add(RpcMethod<?, ?> method) {
        methods.add(method);
    }

    public void add(HttpRoute route) {
        routes.add(route);
    }

    public void add(HealthCheck check) {
        healthChecks.add(check);
    }

    public List<RpcMethod<?, ?>> methods() {
        return List.copyOf(methods);
    }

    public List<HttpRoute> routes() {
        return List.copyOf(routes);
    }

    public List<HealthCheck> healthChecks() {
        return List.copyOf(healthChecks);
    }

    /** Starts every service in order; when one fails, stops those that run, in reverse, and throws what it threw. */
    public void start() throws Exception {
        for (Service service : services) {
            try {
                service.start();
            } catch (Exception e) {
                stop();
                throw e;
            }
        }
    }

    /** Stops every running service in reverse order. A failure is logged and does not keep the others running. */
    public void stop() {
        for (int i = services.size() - 1; i >= 0; i--) {
            Service service = services.get(i);
            try {
                service.stop();
            } catch (Exception e) {
                LOG.error("service {} did not stop cleanly", service.name(), e);
            }
        }
    }
}
