package one.imago.node.rpc;

/**
 * One JSON-RPC method. Parameters and result are records, mapped by Jackson; {@code rpc.discover} describes them from
 * the same types. Optional parameters are {@code @Nullable} components. Called on a worker thread, several at once; it
 * may block on disk but not on the network.
 *
 * @param <P> parameter record
 * @param <R> result record
 */
public interface RpcMethod<P extends Record, R> {
    /** Such as {@code image_verify}. */
    String name();

    /** One line for a person. */
    String summary();

    Scope scope();

    Class<P> params();

    Class<R> result();

    /**
     * @throws RpcException for everything that the caller can mend
     */
    R call(P params) throws RpcException;
}
