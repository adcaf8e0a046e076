package one.imago.node.rpc;

/**
 * Files that clients uploaded or that methods made for them: private, expiring, given back only to the holder of the
 * handle, never served to peers. Thread-safe.
 */
public interface UploadScratch {
    /**
     * The bytes behind a handle.
     *
     * @param handle what {@code PUT /v1/upload} or {@link #store} answered
     * @throws RpcException when there is none or it expired
     */
    byte[] read(String handle) throws RpcException;

    /**
     * Keeps bytes for a client, which fetches them with {@code GET /v1/upload/{handle}}.
     *
     * @return the handle: 128 random bits in hexadecimal, the only key to the bytes
     * @throws RpcException when the scratch is full
     */
    String store(byte[] bytes) throws RpcException;
}
