package one.imago.p2p.rpc;

import java.io.IOException;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStoreFull;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcException.Kind;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import one.imago.p2p.replica.ShardDesk;

/** {@code content_shard}. For the operator: it publishes ciphertext of what was private. */
public final class ContentShard implements RpcMethod<ContentShard.Params, ContentShard.Result> {
    private final ShardDesk desk;

    public ContentShard(ShardDesk desk) {
        this.desk = desk;
    }

    /**
     * @param cid content on this node, such as a sealed original
     * @param total shards to make, 30 or 40; any 10 of them give it back
     */
    public record Params(String cid, int total) {}

    /**
     * @param manifest id of the manifest that names the shards
     */
    public record Result(String manifest) {}

    @Override
    public String name() {
        return "content_shard";
    }

    @Override
    public String summary() {
        return "Cuts sealed content into shards of which any 10 give it back, and provides them for others to keep.";
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
        if (params.total() != ShardDesk.TOTAL && params.total() != ShardDesk.PREMIUM_TOTAL) {
            throw new RpcException(
                    Kind.INVALID_PARAMS,
                    "invalid-params",
                    "total is 30 or 40",
                    "30 outlive most losses; 40 nearly all.");
        }
        Cid cid = ContentAccess.parse(params.cid());
        try {
            return new Result(desk.cut(cid, params.total()).toString());
        } catch (ContentStoreFull e) {
            throw new RpcException(
                    Kind.REFUSED, ContentStoreFull.CODE, String.valueOf(e.getMessage()), "Nothing was stored.");
        } catch (IOException | IllegalArgumentException e) {
            throw new RpcException(
                    Kind.NOT_FOUND, "not-found", String.valueOf(e.getMessage()), "Put it on this node first.");
        }
    }
}
