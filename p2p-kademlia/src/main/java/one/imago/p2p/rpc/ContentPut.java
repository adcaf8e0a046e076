package one.imago.p2p.rpc;

import java.io.ByteArrayInputStream;
import java.util.Base64;
import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcException.Kind;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import one.imago.p2p.content.Announcements;

/** {@code content_put}. */
public final class ContentPut implements RpcMethod<ContentPut.Params, ContentPut.Result> {
    private final ContentAccess access;

    public ContentPut(ContentStore store, Announcements announcements) {
        this.access = new ContentAccess(store, announcements);
    }

    /**
     * @param data the content in base64
     */
    public record Params(String data) {}

    /**
     * @param cid its content id
     * @param size bytes of it
     */
    public record Result(String cid, long size) {}

    @Override
    public String name() {
        return "content_put";
    }

    @Override
    public String summary() {
        return "Stores public content and provides it; anyone can then fetch it. Larger content goes to PUT /v1/content.";
    }

    @Override
    public Scope scope() {
        return Scope.WRITE;
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
        ContentStat stat = access.publish(new ByteArrayInputStream(decode(params.data())));
        return new Result(stat.cid().toString(), stat.size());
    }

    private static byte[] decode(String data) throws RpcException {
        try {
            return Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            throw new RpcException(
                    Kind.INVALID_PARAMS, "invalid-params", "data is not base64", "Encode the bytes in base64.");
        }
    }
}
