package one.imago.p2p.rpc;

import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;

/** {@code content_unpin}. For the operator: the pin may be somebody else's. */
public final class ContentUnpin implements RpcMethod<ContentUnpin.Params, ContentUnpin.Result> {
    private final ContentAccess access;

    public ContentUnpin(ContentStore store) {
        this.access = new ContentAccess(store);
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
        return "content_unpin";
    }

    @Override
    public String summary() {
        return "Lets go of one pin; content without a pin is public no longer, and is deleted when room is needed.";
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
        ContentStat stat = access.unpin(params.cid());
        return new Result(stat.cid().toString(), stat.size(), stat.pinned(), stat.provided());
    }
}
