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
}
