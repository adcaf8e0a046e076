package one.imago.node.rpc;

/**
 * One client's WebSocket, for methods that go on telling after they have answered. Thread-safe. What is told is never
 * waited for: it stands in a bounded queue, and a client that lets the queue fill up is disconnected and told why.
 */
public interface RpcConnection {
    /**
     * Sends a JSON-RPC notification; after the answer to the request that runs now, and in the order of the calls. Does
     * nothing once the connection is closed.
     *
     * @param method its name
     * @param params a record
     */
    void tell(String method, Record params);

    /** Runs once when the connection is closed, at once if it is; on an event loop, so it must not wait for anything. */
    void onClose(Runnable task);
}
