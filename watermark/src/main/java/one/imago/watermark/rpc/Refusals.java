package one.imago.watermark.rpc;

import one.imago.node.picture.PictureRejected;
import one.imago.node.rpc.RpcException;
import one.imago.watermark.journey.RegistrationRefused;

/** The journeys' refusals as answers to a caller. */
final class Refusals {
    private static final String BUSY = "busy";

    private Refusals() {}

    static RpcException of(PictureRejected rejected) {
        return new RpcException(kind(rejected.code()), rejected.code(), message(rejected), "");
    }

    static RpcException of(RegistrationRefused refused) {
        return new RpcException(kind(refused.code()), refused.code(), message(refused), refused.hint());
    }

    static RpcException invalid(String message, String hint) {
        return new RpcException(RpcException.Kind.INVALID_PARAMS, "invalid-params", message, hint);
    }

    private static RpcException.Kind kind(String code) {
        return code.equals(BUSY) ? RpcException.Kind.BUSY : RpcException.Kind.REFUSED;
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? "refused" : e.getMessage();
    }
}
