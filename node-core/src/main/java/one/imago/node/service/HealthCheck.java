package one.imago.node.service;

import java.util.Optional;

/** One condition of {@code /readyz}. */
public interface HealthCheck {
    String name();

    /** Why the node is not ready, for an operator; empty when it is. Must not block. */
    Optional<String> problem();
}
