package one.imago.node.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** {@code GET /v1/upload/{handle}}: gives a file back to whoever holds its handle. */
final class DownloadRoute implements HttpRoute {
    private final DiskUploadScratch scratch;

    DownloadRoute(DiskUploadScratch scratch) {
        this.scratch = scratch;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/v1/upload/{handle}";
    }

    @Override
    public String summary() {
        return "Gives back an uploaded file, or one that a method made";
    }

    @Override
    public Optional<Scope> scope() {
        return Optional.of(Scope.WRITE);
    }

    @Override
    public long maxBodyBytes() {
        return 0;
    }

    @Override
    public Reply handle(String parameter, InputStream body) throws RpcException, IOException {
        InputStream file = scratch.open(parameter);
        long size = scratch.find(parameter).map(DiskUploadScratch.Upload::size).orElse(-1L);
        return new Reply("application/octet-stream", size, file);
    }
}
