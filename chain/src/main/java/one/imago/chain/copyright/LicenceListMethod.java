package one.imago.chain.copyright;

import java.util.List;
import one.imago.node.ledger.WorkId;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import org.jspecify.annotations.Nullable;

/** {@code licence_list}: the licences on a work that have not been revoked. */
final class LicenceListMethod implements RpcMethod<LicenceListMethod.Params, LicenceListMethod.Result> {
    private final RegisteredWorks works;

    LicenceListMethod(RegisteredWorks works) {
        this.works = works;
    }

    /**
     * @param workId 16 hexadecimal digits
     */
    record Params(@Nullable String workId) {}

    /**
     * @param licences at most 1000
     */
    record Result(List<LicenceView> licences) {}

    @Override
    public String name() {
        return "licence_list";
    }

    @Override
    public String summary() {
        return "The licences on a work that have not been revoked";
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
        WorkId id = RpcParams.workId(params.workId());
        if (works.work(id).isEmpty()) {
            throw RpcParams.unknownWork(id);
        }
        return new Result(works.licences(id).stream().map(LicenceView::of).toList());
    }
}
