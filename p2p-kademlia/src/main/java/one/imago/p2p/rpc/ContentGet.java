package one.imago.p2p.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcException.Kind;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;

/** {@code content_get}. */
public final class ContentGet implements RpcMethod<ContentGet.Params, ContentGet.Result> {
    private static final int MAX_BYTES = 1 << 20;

    private final ContentAccess access;

    public ContentGet(ContentStore store) {
        this.access = new ContentAccess(store);
    }

    public record Params(String cid) {}

    /**
     * @param data the content in base64
     */
    public record Result(String data) {}

    @Override
    public String name() {
        return "content_get";
    }

    @Override
    public String summary() {
        return "Reads public content of at most 1 MiB. Larger content comes from GET /v1/content/{cid}.";
    }

    @Override
    public Scope scope() {
        return Scope.READ;
    }

    @Override
    public Class<Params> params() {
        return Params.class;
    }

    @Override
    public Class<Result> result() {
        return Result.class;
    }

    @Override
    public Result call(Params params) throws RpcException {
        ContentStat stat = access.statOfPublic(params.cid());
        if (stat.size() > MAX_BYTES) {
            throw new RpcException(
                    Kind.REFUSED,
                    "content-too-large",
                    "the content has " + stat.size() + " bytes; this method gives at most " + MAX_BYTES,
                    "Fetch it from GET /v1/content/" + stat.cid() + ".");
        }
        try (InputStream content = access.open(stat.cid())) {
            return new Result(Base64.getEncoder().encodeToString(content.readAllBytes()));
        } catch (IOException e) {
            throw ContentAccess.unavailable(e);
        }
    }
}
