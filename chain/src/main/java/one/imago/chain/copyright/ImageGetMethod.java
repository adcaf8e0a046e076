package one.imago.chain.copyright;

import java.io.IOException;
import java.util.List;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.node.ledger.WorkId;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import org.jspecify.annotations.Nullable;

/** {@code image_get}: all that the ledger says about one work. */
final class ImageGetMethod implements RpcMethod<ImageGetMethod.Params, WorkView> {
    private final RegisteredWorks works;
    private final ContentStore content;

    ImageGetMethod(RegisteredWorks works, ContentStore content) {
        this.works = works;
        this.content = content;
    }

    /**
     * @param workId 16 hexadecimal digits
     */
    record Params(@Nullable String workId) {}

    @Override
    public String name() {
        return "image_get";
    }

    @Override
    public String summary() {
        return "The record of a registered work, all claims on it, and its licences";
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
    public Class<WorkView> result() {
        return WorkView.class;
    }

    @Override
    public WorkView call(Params params) throws RpcException {
        WorkId id = RpcParams.workId(params.workId());
        WorkDossier dossier = works.dossier(id).orElseThrow(() -> RpcParams.unknownWork(id));
        List<LicenceView> licences =
                works.licences(id).stream().map(LicenceView::of).toList();
        return WorkView.of(dossier, licences, provided(dossier));
    }

    /** Whether this node announced the preview; null when there is none here. */
    private @Nullable Boolean provided(WorkDossier dossier) throws RpcException {
        Cid preview = dossier.claim().work().facts().previewCid().orElse(null);
        if (preview == null) {
            return null;
        }
        try {
            return content.stat(preview).map(ContentStat::provided).orElse(null);
        } catch (IOException e) {
            throw new RpcException(
                    RpcException.Kind.UNAVAILABLE, "content-unavailable", "the content store cannot be read", "");
        }
    }
}
