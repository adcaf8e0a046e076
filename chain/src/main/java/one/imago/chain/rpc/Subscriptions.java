package one.imago.chain.rpc;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import one.imago.node.crypto.Hash;
import one.imago.node.rpc.RpcConnection;
import one.imago.node.rpc.RpcException;

/**
 * Who wants to hear what. Bounded for each connection, and gone with it. Thread-safe.
 */
final class Subscriptions {
    static final int MAX_PER_CONNECTION = 64;

    private final Map<Long, Subscription> byId = new HashMap<>();
    private final Map<RpcConnection, Set<Long>> byConnection = new HashMap<>();
    private long lastId;

    /** What a client can follow. */
    enum Topic {
        NEW_BLOCKS,
        FINAL_BLOCKS,
        TRANSACTION
    }

    /**
     * One wish.
     *
     * @param id never used again while the node runs
     * @param txId the transaction, for that topic alone
     */
    record Subscription(long id, Topic topic, Optional<Hash> txId, RpcConnection connection) {}

    /**
     * @throws RpcException {@code too-many-subscriptions}
     */
    Subscription add(Topic topic, Optional<Hash> txId, RpcConnection connection) throws RpcException {
        Subscription added;
        boolean first;
        synchronized (this) {
            Set<Long> ids = byConnection.get(connection);
            first = ids == null;
            if (ids == null) {
                ids = new HashSet<>();
                byConnection.put(connection, ids);
            }
            if (ids.size() >= MAX_PER_CONNECTION) {
                throw new RpcException(
                        RpcException.Kind.REFUSED,
                        "too-many-subscriptions",
                        "a connection has at most " + MAX_PER_CONNECTION + " subscriptions",
                        "end some with chain_unsubscribe");
            }
            added = new Subscription(++lastId, topic, txId, connection);
            byId.put(added.id(), added);
            ids.add(added.id());
        }
        if (first) {
            // May run at once, when the connection is gone already.
            connection.onClose(() -> removeAll(connection));
        }
        return added;
    }

    /** Whether there was such a subscription of this connection. */
    synchronized boolean remove(long id, RpcConnection connection) {
        Set<Long> ids = byConnection.get(connection);
        if (ids == null || !ids.remove(id)) {
            return false;
        }
        byId.remove(id);
        return true;
    }

    private synchronized void removeAll(RpcConnection connection) {
        Set<Long> ids = byConnection.remove(connection);
        if (ids != null) {
            ids.forEach(byId::remove);
        }
    }

    synchronized Set<Subscription> all() {
        return Set.copyOf(byId.values());
    }

    synchronized boolean isEmpty() {
        return byId.isEmpty();
    }
}
