package one.imago.watermark.rpc;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hex;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.PictureRejected;
import one.imago.node.rpc.Base64Bytes;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import one.imago.node.rpc.UploadScratch;
import one.imago.watermark.codec.PictureFormat;
import one.imago.watermark.fingerprint.PerceptualHash;
import one.imago.watermark.journey.Match;
import one.imago.watermark.journey.PreparedRegistration;
import one.imago.watermark.journey.Registration;
import one.imago.watermark.journey.RegistrationRefused;
import one.imago.watermark.journey.RegistrationRequest;
import one.imago.watermark.journey.RegistrationRequest.Publicity;
import one.imago.watermark.mark.MarkResult;
import org.jspecify.annotations.Nullable;

/** {@code image_prepare}. */
public final class ImagePrepareMethod implements RpcMethod<ImagePrepareMethod.Params, ImagePrepareMethod.Result> {
    private static final int KEY_BYTES = 32;
    private static final int MOST_CONTESTS = 16;

    private final Registration registration;
    private final PictureParameter pictures;
    private final UploadScratch scratch;

    public ImagePrepareMethod(Registration registration, UploadScratch scratch) {
        this.registration = registration;
        this.pictures = new PictureParameter(scratch);
        this.scratch = scratch;
    }

    /**
     * @param upload handle of the original; or {@code data}
     * @param data the original
     * @param owner who committed and will sign
     * @param commitment 32 bytes that are final on the ledger
     * @param salt 32 bytes that open it
     * @param title public title
     * @param role author, employer, assignee, agent, estate or unknown
     * @param authorship human, ai-assisted, ai-generated or unknown
     * @param publication yes, no or unknown
     * @param manifestRoot root of the manifest that the owner keeps
     * @param confidential true: neither fingerprints nor a preview are published
     * @param sealingKey X25519 public key to which the original is sealed and kept
     * @param contests works that this registration disputes
     * @param format of the marked file: jpg, png or webp; the original's when absent
     */
    public record Params(
            @Nullable String upload,
            @Nullable Base64Bytes data,
            String owner,
            String commitment,
            String salt,
            @Nullable String title,
            @Nullable String role,
            @Nullable String authorship,
            @Nullable String publication,
            @Nullable String manifestRoot,
            @JsonProperty("private") @Nullable Boolean confidential,
            @Nullable String sealingKey,
            @Nullable List<String> contests,
            @Nullable String format) {}

    /**
     * @param unsigned payload of the reveal, to be checked and signed by its owner
     * @param txId of the reveal
     * @param workId of the work
     * @param sha256 of the original
     * @param markedSha256 of the marked file; the original's when there is none
     * @param phash white paper fingerprint (pHash version 0)
     * @param phash1 pHash version 1, which is searched
     * @param cid of the public preview
     * @param sealedCid of the sealed original
     * @param marked whether the picture could be marked
     * @param unmarkedReason why not
     * @param psnr of the marked file, dB
     * @param markedUpload handle of the marked file
     * @param mediaType of the marked file
     * @param similar registered works that the picture shows or shares something with, best first
     * @param measuredResolution pixels along the longer side that the picture's detail fills
     * @param fee of the reveal, tokens
     */
    public record Result(
            String unsigned,
            String txId,
            String workId,
            String sha256,
            String markedSha256,
            String phash,
            String phash1,
            @Nullable String cid,
            @Nullable String sealedCid,
            boolean marked,
            @Nullable String unmarkedReason,
            @Nullable Double psnr,
            @Nullable String markedUpload,
            @Nullable String mediaType,
            List<Similar> similar,
            int measuredResolution,
            String fee) {}

    /**
     * @param workId a registered work
     * @param relation same, derived, contains or review
     * @param distance differing bits of the two fingerprints, in the nearest of the eight poses
     * @param inliers details in the same arrangement
     * @param coverage share of the work's frame that the picture shows, 0 to 1
     * @param measuredResolution pixels along the longer side that the work's detail fills: as recorded, or of its file
     * @param evidence what this picture would be in a claim that contests the work: higher-resolution, camera-raw or none
     */
    public record Similar(
            String workId,
            String relation,
            int distance,
            int inliers,
            double coverage,
            int measuredResolution,
            String evidence) {
        static Similar of(PreparedRegistration.Similar similar) {
            Match match = similar.match();
            return new Similar(
                    match.work().id().toString(),
                    match.relation().text(),
                    match.distance(),
                    match.inliers(),
                    match.coverage(),
                    similar.registeredSide(),
                    similar.evidence().text());
        }
    }

    @Override
    public String name() {
        return "image_prepare";
    }

    @Override
    public String summary() {
        return "Marks a committed picture and builds the reveal for its owner to check and sign";
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
        RegistrationRequest request = request(params);
        byte[] file = pictures.bytes(params.upload(), params.data());
        try {
            return answer(registration.prepare(file, request));
        } catch (PictureRejected e) {
            throw Refusals.of(e);
        } catch (RegistrationRefused e) {
            throw Refusals.of(e);
        }
    }

    private static RegistrationRequest request(Params params) throws RpcException {
        try {
            List<WorkId> contests = new ArrayList<>();
            for (String contest : params.contests() == null ? List.<String>of() : params.contests()) {
                contests.add(WorkId.parse(contest));
            }
            if (contests.size() > MOST_CONTESTS) {
                throw Refusals.invalid("more than " + MOST_CONTESTS + " contested works", "");
            }
            String sealingKey = params.sealingKey();
            return new RegistrationRequest(
                    Address.parse(params.owner()),
                    Declarations.hash("commitment", params.commitment()),
                    Declarations.hash("salt", params.salt()),
                    Declarations.parse(
                            params.title(),
                            params.role(),
                            params.authorship(),
                            params.publication(),
                            params.manifestRoot()),
                    contests,
                    Boolean.TRUE.equals(params.confidential()) ? Publicity.PRIVATE : Publicity.PUBLIC,
                    sealingKey == null ? Optional.empty() : Optional.of(Hex.decode(sealingKey, KEY_BYTES)),
                    format(params.format()));
        } catch (IllegalArgumentException e) {
            throw Refusals.invalid(String.valueOf(e.getMessage()), "");
        }
    }

    private static Optional<PictureFormat> format(@Nullable String name) throws RpcException {
        if (name == null) {
            return Optional.empty();
        }
        Optional<PictureFormat> format = PictureFormat.writtenTo("." + name);
        if (format.isEmpty()) {
            throw Refusals.invalid("format is jpg, png or webp", "");
        }
        return format;
    }

    private Result answer(PreparedRegistration prepared) throws RpcException {
        MarkResult.@Nullable Marked marked = prepared.mark() instanceof MarkResult.Marked m ? m : null;
        return new Result(
                Hex.encode(prepared.unsigned().payload()),
                prepared.unsigned().txId().hex(),
                prepared.workId().toString(),
                prepared.facts().sha256().hex(),
                prepared.facts().markedSha256().hex(),
                PerceptualHash.hex(prepared.phash0()),
                PerceptualHash.hex(prepared.phash1()),
                prepared.facts().previewCid().map(Cid::toString).orElse(null),
                prepared.sealed().map(Cid::toString).orElse(null),
                marked != null,
                prepared.mark() instanceof MarkResult.Unmarkable unmarkable ? unmarkable.reason() : null,
                marked == null ? null : marked.psnr(),
                marked == null ? null : scratch.store(marked.file()),
                marked == null ? null : marked.format().mimeType(),
                prepared.similar().stream().map(Similar::of).toList(),
                prepared.measured().side(),
                prepared.unsigned().fee().toString());
    }
}
