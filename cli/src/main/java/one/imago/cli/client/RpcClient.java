package one.imago.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import one.imago.node.storage.DataDirectory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls a node. Every answer that is not the wanted one becomes a {@link Failure} with the node's own code and hint. */
public final class RpcClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);
    private static final int INTERNAL_ERROR = -32603;
    private static final int METHOD_NOT_FOUND = -32601;

    private final Terminal terminal;
    private final NodeAddress address;
    private final HttpClient http;

    private RpcClient(Terminal terminal, NodeAddress address) {
        this.terminal = terminal;
        this.address = address;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /** The node that the options name. Nothing is sent yet. */
    public static RpcClient of(Terminal terminal) throws Failure {
        return new RpcClient(terminal, NodeAddress.find(terminal));
    }

    /** The node that runs on a data directory of this command's own. Nothing is sent yet. */
    public static RpcClient on(Terminal terminal, Path dataDirectory) throws Failure {
        return new RpcClient(terminal, NodeAddress.of(terminal, new DataDirectory(dataDirectory)));
    }

    /** Calls {@code method} with named parameters and gives its result. */
    public JsonNode call(String method, ObjectNode params) throws Failure {
        ObjectNode request = Json.object().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        request.set("params", params);
        HttpResponse<byte[]> response = send(
                request("/")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Json.text(request)))
                        .build(),
                BodyHandlers.ofByteArray());
        JsonNode reply = json(response);
        if (reply.hasNonNull("error")) {
            throw failure(method, reply.get("error"));
        }
        JsonNode result = reply.get("result");
        if (response.statusCode() != 200 || result == null) {
            throw notANode(response.statusCode());
        }
        return result;
    }

    /** Sends a file to a route such as {@code /v1/upload}. */
    public JsonNode put(String route, HttpRequest.BodyPublisher body) throws Failure {
        HttpResponse<byte[]> response = send(
                request(route)
                        .header("Content-Type", "application/octet-stream")
                        .PUT(body)
                        .build(),
                BodyHandlers.ofByteArray());
        JsonNode reply = json(response);
        if (response.statusCode() / 100 != 2) {
            throw refusal(route, response.statusCode(), reply.path("error"));
        }
        return reply;
    }

    /** Fetches bytes from a route into a new file. */
    public void fetch(String route, Path into) throws Failure, IOException {
        HttpResponse<InputStream> response = send(request(route).GET().build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw refusal(
                        route,
                        response.statusCode(),
                        parse(body.readNBytes(64 * 1024)).path("error"));
            }
            java.nio.file.Files.copy(body, into);
        }
    }

    /** Fetches bytes from a route. */
    public byte[] fetch(String route) throws Failure {
        HttpResponse<byte[]> response = send(request(route).GET().build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw refusal(route, response.statusCode(), json(response).path("error"));
        }
        return response.body();
    }

    /**
     * Fetches bytes of content.
     *
     * @param most that are read
     */
    public byte[] fetch(String route, int most) throws Failure, IOException {
        HttpResponse<InputStream> response = send(request(route).GET().build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw refusal(
                        route,
                        response.statusCode(),
                        parse(body.readNBytes(64 * 1024)).path("error"));
            }
            byte[] bytes = body.readNBytes(most + 1);
            if (bytes.length > most) {
                throw Failure.refused("too-large", route + " has more than " + most + " bytes", "");
            }
            return bytes;
        }
    }

    public URI url() {
        return address.url();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(address.url().resolve(path)).timeout(ANSWER_TIMEOUT);
        return address.token().isEmpty() ? builder : builder.header("Authorization", "Bearer " + address.token());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws Failure {
        try {
            HttpResponse<T> response = http.send(request, handler);
            if (response.statusCode() == 401 || response.statusCode() == 403) {
                throw Failure.refused(
                        "not-permitted",
                        "the node at " + address.url() + " does not let this client in",
                        "run as the user who runs the node, or give --rpc-token-file");
            }
            return response;
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw NodeAddress.unreachable(address.url(), terminal);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    "connection-lost",
                    "the connection to the node at " + address.url() + " was lost: " + e.getMessage(),
                    "check the node with: imago node status");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.UNREACHABLE, "interrupted", "interrupted while the node worked", "");
        }
    }

    private JsonNode json(HttpResponse<byte[]> response) throws Failure {
        try {
            return Json.parse(response.body());
        } catch (JacksonException e) {
            throw notANode(response.statusCode());
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.parse(body);
        } catch (JacksonException e) {
            return Json.object();
        }
    }

    private Failure notANode(int status) {
        return new Failure(
                ExitCode.UNREACHABLE,
                "not-a-node",
                "what answers at " + address.url() + " is not an Imago node (HTTP status " + status + ")",
                "check --rpc");
    }

    private static Failure failure(String what, JsonNode error) {
        int number = error.path("code").asInt(0);
        JsonNode data = error.path("data");
        String message = error.path("message").asString("the node refused " + what);
        if (number == METHOD_NOT_FOUND) {
            return Failure.refused(
                    "unknown-method", "the node does not know " + what, "node and client are of different versions");
        }
        ExitCode exit = number == INTERNAL_ERROR ? ExitCode.FAULT : ExitCode.REFUSED;
        String code = data.path("code").asString(number == INTERNAL_ERROR ? "internal" : "refused");
        return new Failure(exit, code, message, data.path("hint").asString(""));
    }

    /** A route's refusal is plain: its code is a string, and the status says whose fault it is. */
    private static Failure refusal(String route, int status, JsonNode error) {
        ExitCode exit = status == 500 ? ExitCode.FAULT : ExitCode.REFUSED;
        return new Failure(
                exit,
                error.path("code").asString(exit == ExitCode.FAULT ? "internal" : "refused"),
                error.path("message").asString("the node refused " + route),
                error.path("hint").asString(""));
    }
}
