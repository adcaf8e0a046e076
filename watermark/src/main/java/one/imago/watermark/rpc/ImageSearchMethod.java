package one.imago.watermark.rpc;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import one.imago.node.picture.PictureRejected;
import one.imago.node.rpc.Base64Bytes;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import one.imago.node.rpc.UploadScratch;
import one.imago.watermark.journey.Match;
import one.imago.watermark.journey.Search;
import org.jspecify.annotations.Nullable;

/** {@code image_search}. */
public final class ImageSearchMethod implements RpcMethod<ImageSearchMethod.Params, ImageSearchMethod.Result> {
    private static final int DEFAULT_LIMIT = 10;
    private static final int MOST = 100;

    private final Search search;
    private final PictureParameter pictures;
    private final Timer timer;

    public ImageSearchMethod(Search search, UploadScratch scratch, MeterRegistry metrics) {
        this.search = search;
        this.pictures = new PictureParameter(scratch);
        this.timer = metrics.timer("image_search_seconds");
    }

    /**
     * @param upload handle of the picture; or {@code data}
     * @param data the picture
     * @param limit most works in either list, 1 to 100; 10 when absent
     */
    public record Params(
            @Nullable String upload,
            @Nullable Base64Bytes data,
            @Nullable Integer limit) {}

    /**
     * @param matches works that the picture shows, best first
     * @param candidates works that came near and were not accepted
     */
    public record Result(List<Hit> matches, List<Hit> candidates) {}

    /**
     * @param workId the work
     * @param owner who holds it
     * @param method sha256, pixels, watermark or fingerprint
     * @param relation of the picture to the work: same, derived or contains; of a candidate review or none
     * @param distance differing bits of the fingerprints, in the nearest of the eight poses; −1 when the match is exact
     * @param inliers details in the same arrangement; −1 when the match is exact
     * @param coverage share of the work's frame that the picture shows, 0 to 1
     * @param score 0 to 1
     */
    public record Hit(
            String workId,
            String owner,
            String method,
            String relation,
            int distance,
            int inliers,
            double coverage,
            double score) {
        static Hit of(Match match) {
            return new Hit(
                    match.work().id().toString(),
                    match.work().owner().toString(),
                    match.method().text(),
                    match.relation().text(),
                    match.distance(),
                    match.inliers(),
                    match.coverage(),
                    match.score());
        }
    }

    @Override
    public String name() {
        return "image_search";
    }

    @Override
    public String summary() {
        return "Finds the registered works that a picture shows, and those that come near";
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
        int limit = params.limit() == null ? DEFAULT_LIMIT : params.limit();
        if (limit < 1 || limit > MOST) {
            throw Refusals.invalid("limit is from 1 to " + MOST, "");
        }
        byte[] file = pictures.bytes(params.upload(), params.data());
        Timer.Sample started = Timer.start();
        try {
            Search.Found found = search.search(file, limit);
            return new Result(
                    found.matches().stream().map(Hit::of).toList(),
                    found.candidates().stream().map(Hit::of).toList());
        } catch (PictureRejected e) {
            throw Refusals.of(e);
        } finally {
            started.stop(timer);
        }
    }
}
