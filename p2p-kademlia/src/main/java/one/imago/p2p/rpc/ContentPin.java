package one.imago.p2p.rpc;

import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;

/** {@code content_pin}. Takes room, and gives nothing away. */
public final class ContentPin implements RpcMethod<ContentPin.Params, ContentPin.Result> {
    private final ContentAccess access;

    public ContentPin(ContentStore store) {
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
        return "content_pin";
    }

    @Override
    public String summary() {
        return "Pins content once more, fetching from peers what is not on this node. Does not make it public.";
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
        ContentStat stat = access.pin(params.cid());
        return new Result(stat.cid().toString(), stat.size(), stat.pinned(), stat.provided());
    }
}
