package one.imago.p2p.rpc;

import java.io.IOException;
import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStoreFull;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcException.Kind;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import one.imago.p2p.replica.ShardDesk;

/** {@code content_join}. */
public final class ContentJoin implements RpcMethod<ContentJoin.Params, ContentJoin.Result> {
    private final ShardDesk desk;

    public ContentJoin(ShardDesk desk) {
        this.desk = desk;
    }

    /**
     * @param manifest id of the manifest that names the shards
     */
    public record Params(String manifest) {}

    /**
     * @param cid the content that was put together
     * @param size bytes of it
     */
    public record Result(String cid, long size) {}

    @Override
    public String name() {
        return "content_join";
    }

    @Override
    public String summary() {
        return "Puts content together from any 10 of its shards, fetched where need be, and pins it, private.";
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
        try {
            ContentStat stat = desk.join(ContentAccess.parse(params.manifest()));
            return new Result(stat.cid().toString(), stat.size());
        } catch (ContentStoreFull e) {
            throw new RpcException(
                    Kind.REFUSED, ContentStoreFull.CODE, String.valueOf(e.getMessage()), "Nothing was stored.");
        } catch (IOException e) {
            throw new RpcException(
                    Kind.NOT_FOUND,
                    "not-found",
                    "it could not be put together: " + e.getMessage(),
                    "Check the manifest's id, and that enough holders of shards are reachable.");
        }
    }
}
