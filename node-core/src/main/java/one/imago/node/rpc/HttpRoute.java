package one.imago.node.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * One plain HTTP route for bytes that are too large for JSON. Called on a worker thread.
 */
public interface HttpRoute {
    /** {@code GET} or {@code PUT}. */
    String method();

    /** Path with at most one trailing parameter, such as {@code /v1/content/{cid}}. */
    String path();

    String summary();

    /** What a caller needs; empty for a route that anyone who reaches the port may call. */
    Optional<Scope> scope();

    /** Largest body in bytes; larger ones are refused before they are read. 0 for GET. */
    long maxBodyBytes();

    /**
     * Handles a request whose body has been received whole.
     *
     * @param parameter the trailing path parameter, empty when there is none
     * @param body the whole body; closed by the server
     */
    Reply handle(String parameter, InputStream body) throws RpcException, IOException;

    /**
     * An answer; the server closes the body once it is sent.
     *
     * @param contentType media type
     * @param length bytes of the body; −1 when not known
     * @param body the bytes
     */
    record Reply(String contentType, long length, InputStream body) {}
}
