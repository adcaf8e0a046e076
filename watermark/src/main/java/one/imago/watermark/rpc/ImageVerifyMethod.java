package one.imago.watermark.rpc;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import one.imago.node.ledger.Work;
import one.imago.node.ledger.WorkId;
import one.imago.node.ledger.WorkLedger;
import one.imago.node.picture.Identification;
import one.imago.node.picture.PictureIdentifier;
import one.imago.node.picture.PictureRejected;
import one.imago.node.rpc.Base64Bytes;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import one.imago.node.rpc.UploadScratch;
import org.jspecify.annotations.Nullable;

/** {@code image_verify}. */
public final class ImageVerifyMethod implements RpcMethod<ImageVerifyMethod.Params, ImageVerifyMethod.Result> {
    private final PictureIdentifier identifier;
    private final WorkLedger ledger;
    private final PictureParameter pictures;
    private final MeterRegistry metrics;

    public ImageVerifyMethod(
            PictureIdentifier identifier, WorkLedger ledger, UploadScratch scratch, MeterRegistry metrics) {
        this.identifier = identifier;
        this.ledger = ledger;
        this.pictures = new PictureParameter(scratch);
        this.metrics = metrics;
    }

    /**
     * @param upload handle of the picture; or {@code data}
     * @param data the picture
     */
    public record Params(@Nullable String upload, @Nullable Base64Bytes data) {}

    /**
     * @param registered whether the picture is a registered work
     * @param workId the earliest claim
     * @param owner of that claim
     * @param title of that claim
     * @param role in what right its owner claims
     * @param authorship as its owner declared
     * @param publication as its owner declared
     * @param method sha256, pixels, watermark or fingerprint
     * @param confirmed whether it is certain; the same as {@code registered}
     * @param confidence 0 to 1; 1 for exact matches
     * @param height block of the reveal
     * @param claims every claim, in commit order
     * @param disputed whether there is more than one
     * @param licences on the named work, not revoked
     * @param claimedWorkId what an unconfirmed mark says
     * @param reason why nothing is named: mark-unconfirmed or not-found
     */
    public record Result(
            boolean registered,
            @Nullable String workId,
            @Nullable String owner,
            @Nullable String title,
            @Nullable String role,
            @Nullable String authorship,
            @Nullable String publication,
            @Nullable String method,
            boolean confirmed,
            double confidence,
            @Nullable Long height,
            List<ClaimView> claims,
            boolean disputed,
            List<LicenceView> licences,
            @Nullable String claimedWorkId,
            @Nullable String reason) {
        static Result unnamed(String reason, @Nullable WorkId claimed) {
            return new Result(
                    false,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    false,
                    0,
                    null,
                    List.of(),
                    false,
                    List.of(),
                    claimed == null ? null : claimed.toString(),
                    reason);
        }
    }

    @Override
    public String name() {
        return "image_verify";
    }

    @Override
    public String summary() {
        return "Says whose registered work a picture is, and how that is known";
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
        byte[] file = pictures.bytes(params.upload(), params.data());
        Timer.Sample started = Timer.start(metrics);
        String outcome = "rejected";
        try {
            Identification found = identifier.identify(file);
            outcome = outcome(found);
            return answer(found);
        } catch (PictureRejected e) {
            throw Refusals.of(e);
        } finally {
            started.stop(metrics.timer("image_verify_seconds", "outcome", outcome));
        }
    }

    private static String outcome(Identification found) {
        if (found instanceof Identification.Confirmed confirmed) {
            return confirmed.method().text();
        }
        return found instanceof Identification.MarkUnconfirmed ? "mark-unconfirmed" : "not-found";
    }

    private Result answer(Identification found) {
        if (found instanceof Identification.MarkUnconfirmed unconfirmed) {
            return Result.unnamed("mark-unconfirmed", unconfirmed.claimedWorkId());
        }
        if (!(found instanceof Identification.Confirmed confirmed)) {
            return Result.unnamed("not-found", null);
        }
        Work work = confirmed.work();
        return new Result(
                true,
                work.id().toString(),
                work.owner().toString(),
                work.declaration().title(),
                Declarations.word(work.declaration().role()),
                Declarations.word(work.declaration().authorship()),
                Declarations.word(work.declaration().publication()),
                confirmed.method().text(),
                true,
                confirmed.confidence(),
                work.position().revealHeight(),
                confirmed.claims().stream().map(ClaimView::of).toList(),
                confirmed.claims().size() > 1,
                ledger.licences(work.id()).stream().map(LicenceView::of).toList(),
                null,
                null);
    }
}
