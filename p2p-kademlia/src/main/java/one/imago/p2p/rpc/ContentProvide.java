package one.imago.p2p.rpc;

import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import one.imago.p2p.content.Announcements;

/** {@code content_provide}. For the operator: it publishes what was private. */
public final class ContentProvide implements RpcMethod<ContentProvide.Params, ContentProvide.Result> {
    private final ContentAccess access;

    public ContentProvide(ContentStore store, Announcements announcements) {
        this.access = new ContentAccess(store, announcements);
    }

    public record Params(String cid) {}

    /**
     * @param cid its content id
     * @param size bytes of the content
     * @param pinned whether this node keeps it
     * @param provided whether it is public
     */
    public record Result(String cid, long size, boolean pinned, boolean provided) {}

    @Override
    public String name() {
        return "content_provide";
    }

    @Override
    public String summary() {
        return "Makes pinned content public and tells the network.";
    }

    @Override
    public Scope scope() {
        return Scope.ADMIN;
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
        ContentStat stat = access.provide(params.cid());
        return new Result(stat.cid().toString(), stat.size(), stat.pinned(), stat.provided());
    }
}
