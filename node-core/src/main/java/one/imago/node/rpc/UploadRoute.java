package one.imago.node.rpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import one.imago.node.crypto.Hash;

/** {@code PUT /v1/upload}: private scratch for a picture that is too large for JSON. */
final class UploadRoute implements HttpRoute {
    private final DiskUploadScratch scratch;
    private final long maxBytes;

    /** The answer. */
    record Answer(String handle, Hash sha256, long size) {}

    UploadRoute(DiskUploadScratch scratch, long maxBytes) {
        this.scratch = scratch;
        this.maxBytes = maxBytes;
    }

    @Override
    public String method() {
        return "PUT";
    }

    @Override
    public String path() {
        return "/v1/upload";
    }

    @Override
    public String summary() {
        return "Keeps a file privately for an hour, under a handle";
    }

    @Override
    public Optional<Scope> scope() {
        return Optional.of(Scope.WRITE);
    }

    @Override
    public long maxBodyBytes() {
        return maxBytes;
    }

    @Override
    public Reply handle(String parameter, InputStream body) throws RpcException, IOException {
        var upload = scratch.store(body);
        byte[] json = RpcJson.mapper().writeValueAsBytes(new Answer(upload.handle(), upload.sha256(), upload.size()));
        return new Reply("application/json", json.length, new ByteArrayInputStream(json));
    }
}
