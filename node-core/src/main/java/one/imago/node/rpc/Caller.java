package one.imago.node.rpc;

import java.util.Set;

/**
 * Who calls.
 *
 * @param name of the token, for the log
 * @param scopes what it may do; none implies another
 */
record Caller(String name, Set<Scope> scopes) {
    Caller {
        scopes = Set.copyOf(scopes);
    }

    boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
