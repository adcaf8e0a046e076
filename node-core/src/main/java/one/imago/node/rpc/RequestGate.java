package one.imago.node.rpc;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import one.imago.node.rpc.RouteTable.Refusal;

/**
 * Decides on a request from its head alone, before a byte of its body is read: syntax, {@code Host} (against DNS
 * rebinding), {@code Origin} (against pages of other sites), path, token, media type, announced length. Immutable.
 */
final class RequestGate {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");
    private static final String BEARER = "bearer ";
    private static final int MAX_TOKEN_LENGTH = 512;

    private final RpcSettings settings;
    private final RouteTable routes;
    private final RpcTokens tokens;

    /**
     * What a head asks for.
     *
     * @param caller empty for an open target
     * @param origin the allowed web origin that asks; empty when it is no web page
     */
    record Admitted(Target target, Optional<Caller> caller, String origin) {}

    RequestGate(RpcSettings settings, RouteTable routes, RpcTokens tokens) {
        this.settings = settings;
        this.routes = routes;
        this.tokens = tokens;
    }

    Admitted admit(HttpRequest request, InetSocketAddress local) throws Refusal {
        checkSyntax(request);
        HttpHeaders headers = request.headers();
        checkHost(headers, local);
        String origin = checkOrigin(headers);
        Target target = routes.find(request.method().name(), request.uri());
        if (target instanceof Target.Preflight && origin.isEmpty()) {
            throw refuse(HttpResponseStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "OPTIONS is for web pages", "");
        }
        Optional<Caller> caller = target.needsToken() ? Optional.of(authenticate(headers)) : Optional.empty();
        if (caller.isPresent() && target.scope().isPresent()) {
            Scope scope = target.scope().get();
            if (!caller.get().may(scope)) {
                String name = RpcJson.enumName(scope);
                throw refuse(
                        HttpResponseStatus.FORBIDDEN,
                        "not-permitted",
                        "this path needs the scope " + name + ", which this token does not have",
                        "use a token with the scope " + name);
            }
        }
        checkBody(headers, target);
        return new Admitted(target, caller, origin);
    }

    private static void checkSyntax(HttpRequest request) throws Refusal {
        DecoderResult result = request.decoderResult();
        if (result.isFailure()) {
            if (result.cause() instanceof TooLongHttpLineException) {
                throw refuse(
                        HttpResponseStatus.REQUEST_URI_TOO_LONG, "uri-too-long", "the request line is too long", "");
            }
            if (result.cause() instanceof TooLongHttpHeaderException
                    || result.cause() instanceof TooLongFrameException) {
                throw refuse(
                        HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                        "header-too-large",
                        "the headers are too long",
                        "");
            }
            throw bad("this is not HTTP that the node reads");
        }
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            throw bad("HTTP/1.1 is needed");
        }
    }

    private void checkHost(HttpHeaders headers, InetSocketAddress local) throws Refusal {
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() != 1) {
            throw bad("exactly one Host header is needed");
        }
        String name = hostName(hosts.get(0)).toLowerCase(Locale.ROOT);
        if (LOOPBACK.contains(name)
                || name.equals(settings.host().toLowerCase(Locale.ROOT))
                || settings.allowedHosts().contains(name)
                // A page of another site cannot make a browser send the node's own address under another name.
                || name.equals(local.getAddress().getHostAddress())) {
            return;
        }
        throw refuse(
                HttpResponseStatus.FORBIDDEN,
                "host-refused",
                "this node does not answer to that Host",
                "the operator lists further names in rpc-allowed-hosts");
    }

    /** The name without port and brackets. */
    private static String hostName(String host) {
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            return end < 0 ? host : host.substring(1, end);
        }
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    private String checkOrigin(HttpHeaders headers) throws Refusal {
        List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
        if (origins.isEmpty()) {
            return "";
        }
        String origin = origins.get(0);
        if (origins.size() == 1 && settings.allowedOrigins().contains(origin.toLowerCase(Locale.ROOT))) {
            return origin;
        }
        throw refuse(
                HttpResponseStatus.FORBIDDEN,
                "origin-refused",
                "web pages of that origin may not call this node",
                "the operator lists origins in rpc-allowed-origins");
    }

    private Caller authenticate(HttpHeaders headers) throws Refusal {
        List<String> values = headers.getAll(HttpHeaderNames.AUTHORIZATION);
        if (values.size() == 1) {
            String value = values.get(0);
            if (value.length() <= MAX_TOKEN_LENGTH && value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                Optional<Caller> caller =
                        tokens.caller(value.substring(BEARER.length()).strip());
                if (caller.isPresent()) {
                    return caller.get();
                }
            }
        }
        throw refuse(
                HttpResponseStatus.UNAUTHORIZED,
                "unauthorized",
                values.isEmpty() ? "a token is needed" : "that token is not known",
                "send Authorization: Bearer with the content of rpc.cookie in the data directory");
    }

    private static void checkBody(HttpHeaders headers, Target target) throws Refusal {
        String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw refuse(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                    "media-type-unsupported",
                    "send the body uncompressed",
                    "");
        }
        if (target instanceof Target.JsonRpc && !isJson(headers.get(HttpHeaderNames.CONTENT_TYPE, ""))) {
            throw refuse(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                    "media-type-unsupported",
                    "JSON-RPC needs Content-Type: application/json",
                    "");
        }
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        if (length != null) {
            if (!length.matches("[0-9]{1,18}")) {
                throw bad("Content-Length is not a number");
            }
            if (Long.parseLong(length) > target.maxBodyBytes()) {
                throw new Refusal(HttpRefusal.tooLarge(target.maxBodyBytes()), "");
            }
        }
        String expect = headers.get(HttpHeaderNames.EXPECT);
        if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
            throw refuse(HttpResponseStatus.EXPECTATION_FAILED, "expectation-failed", "that is not expected", "");
        }
    }

    private static boolean isJson(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().equalsIgnoreCase("application/json");
    }

    private static Refusal bad(String message) {
        return new Refusal(HttpRefusal.badRequest(message), "");
    }

    private static Refusal refuse(HttpResponseStatus status, String code, String message, String hint) {
        return new Refusal(new HttpRefusal(status, code, message, hint), "");
    }
}
