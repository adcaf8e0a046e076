package one.imago.watermark.journey;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import one.imago.node.crypto.Hash;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.UploadScratch;

/** Uploads in memory, under their hashes. */
public final class InMemoryScratch implements UploadScratch {
    private final Map<String, byte[]> uploads = new ConcurrentHashMap<>();

    @Override
    public byte[] read(String handle) throws RpcException {
        byte[] bytes = uploads.get(handle);
        if (bytes == null) {
            throw new RpcException(RpcException.Kind.NOT_FOUND, "upload-unknown", "no such upload", "");
        }
        return bytes.clone();
    }

    @Override
    public String store(byte[] bytes) {
        String handle = Hash.sha256(bytes).hex();
        uploads.put(handle, bytes.clone());
        return handle;
    }
}
