package one.imago.p2p.rpc;

import java.io.InputStream;
import java.util.Optional;
import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.node.rpc.HttpRoute;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.Scope;

/** {@code GET /v1/private-content/{cid}}.  */
public final class PrivateContentRoute implements HttpRoute {
    private final ContentAccess access;

    public PrivateContentRoute(ContentStore store) {
        this.access = new ContentAccess(store);
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/v1/private-content/{cid}";
    }

    @Override
    public String summary() {
        return "Gives any stored content, also sealed originals that are not public, to the node's operator.";
    }

    @Override
    public Optional<Scope> scope() {
        return Optional.of(Scope.ADMIN);
    }

    @Override
    public long maxBodyBytes() {
        return 0;
    }

    @Override
    public Reply handle(String parameter, InputStream body) throws RpcException {
        ContentStat stat = access.stat(parameter);
        return new Reply("application/octet-stream", stat.size(), access.open(stat.cid()));
    }
}
