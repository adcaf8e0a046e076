package one.imago.node.rpc;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import one.imago.node.rpc.RequestGate.Admitted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP request under way on a {@link HttpConnection}, which owns it. */
final class HttpExchange {
    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);

    final HttpRequest head;
    Optional<Admitted> admitted = Optional.empty();
    RequestBody body = RequestBody.none();
    long received;
    /** Whether it has one of the places for requests in work. */
    boolean holdsPlace;

    boolean bodyComplete;
    int status;
    private final long started = System.nanoTime();

    HttpExchange(HttpRequest head) {
        this.head = head;
    }

    Admitted admission() {
        return admitted.orElseThrow();
    }

    long remainingMillis(long total) {
        return Math.max(1, total - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    }

    /** @param length −1 when it is not known */
    void setHeaders(HttpResponse response, String contentType, long length, boolean keepAlive) {
        HttpHeaders headers = response.headers();
        if (!response.status().equals(HttpResponseStatus.NO_CONTENT)) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
            if (length >= 0) {
                headers.set(HttpHeaderNames.CONTENT_LENGTH, length);
            } else {
                HttpUtil.setTransferEncodingChunked(response, true);
            }
        }
        headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        headers.set("X-Content-Type-Options", "nosniff");
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        String origin = admitted.map(Admitted::origin).orElse("");
        if (!origin.isEmpty()) {
            headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.set(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
            if (admission().target() instanceof Target.Preflight) {
                headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT");
                headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type");
            }
        }
    }

    /** The access log: without bodies, tokens or query. */
    void log(SocketAddress client) {
        if (LOG.isDebugEnabled()) {
            String uri = head.uri();
            int query = uri.indexOf('?');
            LOG.debug(
                    "{} {} {} {} {} us, from {}",
                    head.method(),
                    query < 0 ? uri : uri.substring(0, query),
                    status,
                    admitted.flatMap(Admitted::caller).map(Caller::name).orElse("-"),
                    TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started),
                    client);
        }
    }
}
