package one.imago.watermark.rpc;

import one.imago.node.rpc.Base64Bytes;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.UploadScratch;
import org.jspecify.annotations.Nullable;

/** Where a method's picture comes from: an upload, or the call itself. */
final class PictureParameter {
    private final UploadScratch scratch;

    PictureParameter(UploadScratch scratch) {
        this.scratch = scratch;
    }

    byte[] bytes(@Nullable String upload, @Nullable Base64Bytes data) throws RpcException {
        if ((upload == null) == (data == null)) {
            throw new RpcException(
                    RpcException.Kind.INVALID_PARAMS,
                    "invalid-params",
                    "give the picture as upload or as data, and not as both",
                    "PUT the file to /v1/upload and pass the handle that it answers");
        }
        return upload != null ? scratch.read(upload) : bytes(data);
    }

    private static byte[] bytes(@Nullable Base64Bytes data) {
        return data == null ? new byte[0] : data.bytes();
    }
}
