package one.imago.node.rpc;

import java.util.Optional;
import one.imago.node.rpc.RpcException.Kind;

/**
 * A method that exists on WebSockets only, because it has something to do with the connection.
 *
 * @param <P> parameter record
 * @param <R> result record
 */
public interface ConnectedMethod<P extends Record, R> extends RpcMethod<P, R> {
    /**
     * @throws RpcException for everything that the caller can mend
     */
    R call(P params, RpcConnection connection) throws RpcException;

    /** The notifications that it leads to, for {@code rpc.discover}. */
    default Optional<Notification> notification() {
        return Optional.empty();
    }

    /**
     * A notification.
     *
     * @param method its name
     * @param params its parameters
     */
    record Notification(String method, Class<? extends Record> params) {}

    /** Without a connection there is nobody to tell. */
    @Override
    default R call(P params) throws RpcException {
        throw new RpcException(
                Kind.REFUSED, "websocket-only", name() + " works over a WebSocket only", "connect to /ws");
    }
}
