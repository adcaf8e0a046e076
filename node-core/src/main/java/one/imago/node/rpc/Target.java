package one.imago.node.rpc;

import java.util.Optional;

/** What a path and method lead to. */
sealed interface Target {
    /** Scope that any caller needs; empty when anyone may. */
    default Optional<Scope> scope() {
        return Optional.empty();
    }

    /** Whether a token is needed, of whatever scope. */
    default boolean needsToken() {
        return scope().isPresent();
    }

    /** Bytes of body that are taken. */
    long maxBodyBytes();

    /** {@code POST /}. Each method has its own scope. */
    record JsonRpc(long maxBodyBytes) implements Target {
        @Override
        public boolean needsToken() {
            return true;
        }
    }

    /** {@code GET /ws}. */
    record WebSocket() implements Target {
        @Override
        public boolean needsToken() {
            return true;
        }

        @Override
        public long maxBodyBytes() {
            return 0;
        }
    }

    /** {@code GET /livez}, {@code GET /readyz}: open, so that a supervisor needs no secret. */
    record Health(boolean readiness) implements Target {
        @Override
        public long maxBodyBytes() {
            return 0;
        }
    }

    /** A module's route with the parameter in the path. */
    record Route(HttpRoute route, String parameter) implements Target {
        @Override
        public Optional<Scope> scope() {
            return route.scope();
        }

        @Override
        public long maxBodyBytes() {
            return route.maxBodyBytes();
        }
    }

    /** {@code OPTIONS} of a browser that asks whether an allowed origin may call. */
    record Preflight() implements Target {
        @Override
        public long maxBodyBytes() {
            return 0;
        }
    }
}
