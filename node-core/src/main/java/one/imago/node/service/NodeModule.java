package one.imago.node.service;

import java.util.List;
import one.imago.node.config.Setting;

/** One jar's part of a node. The registry is seen only in {@code assemble}. */
public interface NodeModule {
    /** The settings that this module reads. */
    default List<Setting<?>> settings() {
        return List.of();
    }

    /** Takes the ports it needs, publishes its own, adds its services, RPC methods and routes. Starts nothing. */
    void assemble(ServiceRegistry registry, NodeContext context) throws Exception;
}
