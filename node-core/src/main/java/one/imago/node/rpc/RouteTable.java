package one.imago.node.rpc;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds what a request line leads to. Immutable. */
final class RouteTable {
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern TEMPLATE = Pattern.compile("(/[a-z0-9/_-]+?)(/\\{[A-Za-z]+})?");

    private final Map<String, List<Entry>> entries = new LinkedHashMap<>();

    private record Entry(String method, boolean hasParameter, Factory target) {}

    private interface Factory {
        Target of(String parameter);
    }

    RouteTable(long maxBodyBytes, Collection<HttpRoute> routes) {
        add("POST", "/", new Target.JsonRpc(maxBodyBytes));
        add("GET", "/ws", new Target.WebSocket());
        add("GET", "/livez", new Target.Health(false));
        add("GET", "/readyz", new Target.Health(true));
        for (HttpRoute route : routes) {
            var template = TEMPLATE.matcher(route.path());
            if (!template.matches()
                    || !(route.method().equals("GET") || route.method().equals("PUT"))) {
                throw new IllegalStateException("not a route: " + route.method() + " " + route.path());
            }
            add(route.method(), template.group(1), template.group(2) != null, p -> new Target.Route(route, p));
        }
    }

    /**
     * @throws Refusal with 404, or with 405 when the path is known under other methods
     */
    Target find(String method, String uri) throws Refusal {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        if (!path.startsWith("/")) {
            throw new Refusal(HttpRefusal.badRequest("the request target must be a path"), "");
        }
        TreeSet<String> allowed = new TreeSet<>();
        int slash = path.lastIndexOf('/');
        String last = path.substring(slash + 1);
        for (Entry entry : entries.getOrDefault(path, List.of())) {
            if (!entry.hasParameter && entry.method.equals(method)) {
                return entry.target.of("");
            }
            if (!entry.hasParameter) {
                allowed.add(entry.method);
            }
        }
        if (PARAMETER.matcher(last).matches()) {
            for (Entry entry : entries.getOrDefault(path.substring(0, slash), List.of())) {
                if (entry.hasParameter && entry.method.equals(method)) {
                    return entry.target.of(last);
                }
                if (entry.hasParameter) {
                    allowed.add(entry.method);
                }
            }
        }
        if (allowed.isEmpty()) {
            throw new Refusal(
                    new HttpRefusal(
                            HttpResponseStatus.NOT_FOUND,
                            "not-found",
                            "there is nothing at this path",
                            "JSON-RPC is at POST /"),
                    "");
        }
        if (method.equals("OPTIONS")) {
            return new Target.Preflight();
        }
        String methods = String.join(", ", allowed);
        throw new Refusal(
                new HttpRefusal(
                        HttpResponseStatus.METHOD_NOT_ALLOWED,
                        "method-not-allowed",
                        "this path takes " + methods + " only",
                        ""),
                methods);
    }

    private void add(String method, String path, Target target) {
        add(method, path, false, parameter -> target);
    }

    private void add(String method, String path, boolean hasParameter, Factory target) {
        List<Entry> atPath = entries.computeIfAbsent(path, key -> new ArrayList<>());
        for (Entry other : atPath) {
            if (other.method.equals(method) && other.hasParameter == hasParameter) {
                throw new IllegalStateException("there are two routes for " + method + " " + path);
            }
        }
        atPath.add(new Entry(method, hasParameter, target));
    }

    /** A refusal on its way to the connection. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        private final transient HttpRefusal refusal;
        private final String allow;

        Refusal(HttpRefusal refusal, String allow) {
            super(refusal.message(), null, false, false);
            this.refusal = refusal;
            this.allow = allow;
        }

        HttpRefusal refusal() {
            return refusal;
        }

        /** Value of the {@code Allow} header; empty when there is to be none. */
        String allow() {
            return allow;
        }
    }
}
