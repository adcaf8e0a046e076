package one.imago.chain.certificate;

import java.util.Base64;
import one.imago.node.ledger.WorkId;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.RpcMethod;
import one.imago.node.rpc.Scope;
import org.jspecify.annotations.Nullable;

/** {@code image_certificate}: the certificate of a registered work. */
public final class ImageCertificateMethod
        implements RpcMethod<ImageCertificateMethod.Params, ImageCertificateMethod.Result> {
    private final CertificateBuilder certificates;

    public ImageCertificateMethod(CertificateBuilder certificates) {
        this.certificates = certificates;
    }

    /**
     * @param workId 16 hexadecimal digits
     */
    public record Params(@Nullable String workId) {}

    /**
     * @param certificate the file, in base64
     */
    public record Result(String certificate) {}

    @Override
    public String name() {
        return "image_certificate";
    }

    @Override
    public String summary() {
        return "The file that proves a registration without a node";
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
        WorkId id;
        try {
            id = WorkId.parse(params.workId() == null ? "" : params.workId());
        } catch (IllegalArgumentException e) {
            throw new RpcException(RpcException.Kind.INVALID_PARAMS, "invalid-params", "workId: " + e.getMessage(), "");
        }
        try {
            byte[] file = certificates
                    .build(id)
                    .orElseThrow(() -> new RpcException(
                            RpcException.Kind.NOT_FOUND,
                            "not-found",
                            "there is no registered work " + id + " in the final state",
                            "a new registration has a certificate once it is final"))
                    .encode();
            return new Result(Base64.getEncoder().encodeToString(file));
        } catch (CertificateException e) {
            throw new RpcException(
                    RpcException.Kind.UNAVAILABLE,
                    "certificate-unavailable",
                    "the newest final block cannot be proven yet",
                    "try again shortly");
        }
    }
}
