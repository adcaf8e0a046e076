package one.imago.p2p.rpc;

import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;

/** {@code content_stat}. */
public final class ContentStatus implements RpcMethod<ContentStatus.Params, ContentStatus.Result> {
    private final ContentAccess access;

    public ContentStatus(ContentStore store) {
        this.access = new ContentAccess(store);
    }

    public record Params(String cid) {}

    /**
     * @param cid its content id
     * @param size bytes of the content
     * @param blocks nodes and leaves of its tree
     * @param pinned whether this node keeps it
     * @param provided whether it is public
     */
    public record Result(String cid, long size, long blocks, boolean pinned, boolean provided) {}

    @Override
    public String name() {
        return "content_stat";
    }

    @Override
    public String summary() {
        return "Says what this node knows of a content id, without its bytes.";
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
        ContentStat stat = access.stat(params.cid());
        return new Result(stat.cid().toString(), stat.size(), stat.blocks(), stat.pinned(), stat.provided());
    }
}
