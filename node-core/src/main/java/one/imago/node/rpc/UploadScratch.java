package one.imago.node.rpc;

/** Files that clients uploaded: private, expiring, never served to anyone. Thread-safe. */
public interface UploadScratch {
    /**
     * The bytes behind a handle.
     *
     * @param handle what {@code PUT /v1/upload} answered
     * @throws RpcException when there is none or it expired
     */
    byte[] read(String handle) throws RpcException;

    /**
     * Keeps bytes that a method made, for the caller to fetch from {@code GET /v1/upload/{handle}}.
     *
     * @return a handle that cannot be guessed; it expires like an upload's
     * @throws RpcException when there is no room
     */
    String store(byte[] bytes) throws RpcException;
}
