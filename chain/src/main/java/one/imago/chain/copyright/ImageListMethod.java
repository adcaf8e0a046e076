package one.imago.chain.copyright;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.ledger.PixelHash;
import one.imago.node.ledger.Work;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import org.jspecify.annotations.Nullable;

/** {@code image_list}: works by owner, file or pixels, or all in the order of their reveals. */
final class ImageListMethod implements RpcMethod<ImageListMethod.Params, ImageListMethod.Result> {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_CURSOR = 128;
    private static final int PIXEL_HASH_VERSION = 1;

    private final RegisteredWorks works;

    ImageListMethod(RegisteredWorks works) {
        this.works = works;
    }

    /**
     * At most one of owner, sha256 and pixelHash.
     *
     * @param owner address
     * @param sha256 of the original or the marked file
     * @param pixelHash of version 1
     * @param limit 1 to 1000, 100 when absent
     * @param after {@code next} of the page before
     */
    record Params(
            @Nullable String owner,
            @Nullable String sha256,
            @Nullable String pixelHash,
            @Nullable Integer limit,
            @Nullable String after) {}

    /**
     * @param next pass it as {@code after} for the next page; null on the last
     */
    record Result(List<Row> works, @Nullable String next) {}

    record Row(
            String workId,
            String owner,
            String title,
            String sha256,
            String markedSha256,
            @Nullable String cid,
            long commitHeight,
            int commitIndex,
            long height,
            long timestamp,
            String txId) {
        static Row of(Work work) {
            return new Row(
                    work.id().toString(),
                    work.owner().toString(),
                    work.declaration().title(),
                    work.facts().sha256().hex(),
                    work.facts().markedSha256().hex(),
                    work.facts().previewCid().map(Object::toString).orElse(null),
                    work.position().commitHeight(),
                    work.position().commitIndex(),
                    work.position().revealHeight(),
                    work.position().revealTimeMillis(),
                    work.position().revealTxId().hex());
        }
    }

    @Override
    public String name() {
        return "image_list";
    }

    @Override
    public String summary() {
        return "Registered works of an owner, of a file, of the same pixels, or all in the order of their reveals";
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
        if (limit < 1 || limit > RegisteredWorks.MAX_ANSWER) {
            throw invalid("limit is from 1 to " + RegisteredWorks.MAX_ANSWER);
        }
        Listing listing = listing(params);
        byte[] from = params.after() == null
                ? listing.prefix()
                : RpcParams.read("after", params.after(), text -> Hex.decodeUpTo(text, MAX_CURSOR));
        if (Arrays.mismatch(listing.prefix(), from) >= 0
                && Arrays.mismatch(listing.prefix(), from) < listing.prefix().length) {
            throw invalid("after is not from this list");
        }
        RegisteredWorks.Page page = works.page(listing, from, limit);
        return new Result(
                page.works().stream().map(Row::of).toList(),
                page.next().map(Hex::encode).orElse(null));
    }

    private static Listing listing(Params params) throws RpcException {
        if (Stream.of(params.owner() == null, params.sha256() == null, params.pixelHash() == null)
                        .filter(absent -> !absent)
                        .count()
                > 1) {
            throw invalid("give at most one of owner, sha256 and pixelHash");
        }
        if (params.owner() != null) {
            return new Listing.OwnedBy(RpcParams.read("owner", params.owner(), Address::parse));
        }
        if (params.sha256() != null) {
            return new Listing.Claimed(ClaimList.ofFile(RpcParams.read("sha256", params.sha256(), Hash::parse)));
        }
        if (params.pixelHash() != null) {
            return new Listing.Claimed(ClaimList.ofPixels(
                    new PixelHash(PIXEL_HASH_VERSION, RpcParams.read("pixelHash", params.pixelHash(), Hash::parse))));
        }
        return new Listing.Revealed();
    }

    private static RpcException invalid(String message) {
        return new RpcException(RpcException.Kind.INVALID_PARAMS, "invalid-params", message, "");
    }
}
