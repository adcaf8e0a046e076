package one.imago.node.rpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import one.imago.node.crypto.Hash;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class RpcServerIT {
    private static final String READ_TOKEN = "only-to-read";
    private static final String OWNER =
            one.imago.node.crypto.Address.of(new byte[20]).toString();

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable RpcFixture fixture;

    @AfterEach
    void stop() throws Exception {
        if (fixture != null) {
            fixture.stop();
        }
    }

    @Test
    void answersACallABatchAndNotifications() throws Exception {
        start(Map.of());
        assertThat(post("{\"jsonrpc\":\"2.0\",\"method\":\"test_add\",\"params\":{\"value\":4},\"id\":7}"))
                .isEqualTo(json("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"value\":5}}"));
        JsonNode batch = post("[{\"jsonrpc\":\"2.0\",\"method\":\"test_add\",\"params\":{\"value\":1},\"id\":\"a\"},"
                + "{\"jsonrpc\":\"2.0\",\"method\":\"test_write\"},"
                + "7,"
                + "{\"jsonrpc\":\"2.0\",\"method\":\"nope\",\"id\":\"c\"}]");
        assertThat(batch).hasSize(3);
        assertThat(batch.get(0).get("result").get("value").asInt()).isEqualTo(2);
        assertThat(batch.get(1).get("error").get("code").asInt()).isEqualTo(-32600);
        assertThat(batch.get(2).get("error").get("code").asInt()).isEqualTo(-32601);
        HttpResponse<String> silent = send("{\"jsonrpc\":\"2.0\",\"method\":\"test_write\"}", cookie());
        assertThat(silent.statusCode()).isEqualTo(204);
        assertThat(silent.body()).isEmpty();
    }

    @Test
    void hidesItsOwnFaultsBehindAnIncident() throws Exception {
        start(Map.of());
        JsonNode error =
                post("{\"jsonrpc\":\"2.0\",\"method\":\"test_fail\",\"id\":1}").get("error");
        assertThat(error.get("code").asInt()).isEqualTo(-32603);
        assertThat(error.get("data").get("code").stringValue()).isEqualTo("internal");
        assertThat(error.get("data").get("incident").stringValue()).hasSize(12);
        assertThat(error.toString()).doesNotContain("secret detail").doesNotContain("IllegalState");
        JsonNode refused = post("{\"jsonrpc\":\"2.0\",\"method\":\"test_refuse\",\"id\":1}")
                .get("error");
        assertThat(refused)
                .isEqualTo(json("{\"code\":-32000,\"message\":\"no\","
                        + "\"data\":{\"code\":\"already-registered\",\"hint\":\"do else\"}}"));
    }

    @Test
    void describesEveryMethodThatItDispatches() throws Exception {
        RpcFixture running = start(Map.of());
        JsonNode document = post("{\"jsonrpc\":\"2.0\",\"method\":\"rpc.discover\",\"id\":1}")
                .get("result");
        assertThat(document.get("openrpc").stringValue()).startsWith("1.");
        List<String> names = new ArrayList<>();
        for (JsonNode method : document.get("methods")) {
            names.add(method.get("name").stringValue());
            assertThat(method.get("paramStructure").stringValue()).isEqualTo("by-name");
            for (JsonNode param : method.get("params")) {
                assertThat(param.get("schema").isObject()).isTrue();
            }
            String reference = method.get("result").get("schema").path("$ref").asString("");
            if (!reference.isEmpty()) {
                assertThat(document.at(reference.substring(1)).isObject()).isTrue();
            }
        }
        List<String> dispatched =
                new ArrayList<>(running.methods().stream().map(RpcMethod::name).toList());
        dispatched.add("rpc.discover");
        assertThat(names).containsExactlyInAnyOrderElementsOf(dispatched);
    }

    @Test
    void keepsItsCookieAndAddressFilesWhileItRuns() throws Exception {
        RpcFixture running = start(Map.of());
        Path cookie = directory.resolve("rpc.cookie");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cookie)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(directory.resolve("rpc.url")).strip())
                .isEqualTo("http://127.0.0.1:" + running.port());
        running.server.stop();
        assertThat(cookie).doesNotExist();
        assertThat(directory.resolve("rpc.url")).doesNotExist();
    }

    @Test
    void asksForATokenAndItsScope() throws Exception {
        Path tokens = directory.resolve("tokens");
        Files.writeString(
                tokens,
                "# partners\nmuseum read "
                        + Hash.sha256(READ_TOKEN.getBytes(UTF_8)).hex() + "\n");
        start(Map.of("rpc-tokens-file", tokens.toString()));
        String write = "{\"jsonrpc\":\"2.0\",\"method\":\"test_write\",\"id\":1}";
        assertThat(send(write, "").statusCode()).isEqualTo(401);
        HttpResponse<String> wrong = send(write, "wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(json(wrong.body()).get("error").get("code").stringValue()).isEqualTo("unauthorized");
        HttpResponse<String> reader = send(write, READ_TOKEN);
        assertThat(reader.statusCode()).isEqualTo(200);
        assertThat(json(reader.body()).get("error").get("code").asInt()).isEqualTo(-32002);
        assertThat(send(write.replace("test_write", "rpc.discover"), READ_TOKEN).body())
                .contains("openrpc");
        assertThat(put("/v1/upload", new byte[1], READ_TOKEN).statusCode()).isEqualTo(403);
        assertThat(get("/metrics", "").statusCode()).isEqualTo(401);
        assertThat(get("/metrics", READ_TOKEN).body())
                .contains("rpc_requests_total{method=\"test_write\",outcome=\"not-permitted\"} 1.0");
    }

    @Test
    void refusesForeignHostsAndOrigins() throws Exception {
        start(Map.of("rpc-allowed-hosts", "node.example", "rpc-allowed-origins", "https://console.example"));
        String line = "GET /livez HTTP/1.1\r\n";
        assertThat(raw(line + "Host: 127.0.0.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 200");
        assertThat(raw(line + "Host: LOCALHOST:1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 200");
        assertThat(raw(line + "Host: [::1]:1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 200");
        assertThat(raw(line + "Host: node.example:9\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(raw(line + "Host: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw(line + "Host: 127.0.0.1.evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw(line + "Connection: close\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(raw(line + "Host: a\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        String local = line + "Host: localhost\r\nConnection: close\r\n";
        assertThat(raw(local + "Origin: https://evil.example\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .doesNotContainIgnoringCase("access-control");
        assertThat(raw(local + "Origin: null\r\n\r\n")).startsWith("HTTP/1.1 403");
        assertThat(raw(local + "Origin: https://console.example\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("access-control-allow-origin: https://console.example");
        assertThat(raw("OPTIONS / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405");
    }

    @Test
    void refusesAtTheTransportWithTheRightStatus() throws Exception {
        start(Map.of("rpc-max-body-bytes", "2048"));
        String auth = "Host: localhost\r\nConnection: close\r\nAuthorization: Bearer " + cookie() + "\r\n";
        String type = "Content-Type: application/json\r\n";
        assertThat(raw("GET / HTTP/1.1\r\n" + auth + "\r\n"))
                .startsWith("HTTP/1.1 405")
                .containsIgnoringCase("allow: POST");
        assertThat(raw("GET /nothing HTTP/1.1\r\n" + auth + "\r\n")).startsWith("HTTP/1.1 404");
        assertThat(raw("GET /v1/upload/../../etc/passwd HTTP/1.1\r\n" + auth + "\r\n"))
                .startsWith("HTTP/1.1 404");
        assertThat(raw("GET /v1/upload/" + "0".repeat(32) + " HTTP/1.1\r\n" + auth + "\r\n"))
                .startsWith("HTTP/1.1 404")
                .contains("upload-unknown");
        assertThat(raw("POST / HTTP/1.1\r\n" + auth + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}"))
                .startsWith("HTTP/1.1 415");
        assertThat(raw("POST / HTTP/1.1\r\n" + auth + type + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"))
                .startsWith("HTTP/1.1 415");
        assertThat(raw("POST / HTTP/1.1\r\n" + auth + type + "Content-Length: 2049\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(raw("POST / HTTP/1.1\r\n" + auth + type + "Transfer-Encoding: chunked\r\n\r\n"
                        + ("400\r\n" + " ".repeat(1024) + "\r\n").repeat(3) + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(raw("POST / HTTP/1.1\r\n" + auth + type + "Content-Length: -5\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(raw("GET /" + "a".repeat(5000) + " HTTP/1.1\r\n" + auth + "\r\n"))
                .startsWith("HTTP/1.1 414");
        assertThat(raw("GET /livez HTTP/1.1\r\n" + auth + "X: " + "a".repeat(17_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(raw("GET /ws HTTP/1.1\r\n" + auth + "\r\n")).startsWith("HTTP/1.1 426");
        assertThat(raw("garbage\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(raw("GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void judgesTheTokenBeforeItReadsTheBody() throws Exception {
        start(Map.of());
        // The announced body is never sent: the refusal must come all the same.
        String announced = " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n";
        assertThat(raw("POST /" + announced + "Content-Type: application/json\r\n\r\n"))
                .startsWith("HTTP/1.1 401");
        assertThat(raw("PUT /v1/upload" + announced + "Expect: 100-continue\r\n\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void keepsAnUploadForWhoeverHoldsItsHandle() throws Exception {
        RpcFixture running = start(Map.of());
        byte[] picture = new byte[3_000_000];
        new java.util.Random(5).nextBytes(picture);
        HttpResponse<String> kept = put("/v1/upload", picture, cookie());
        assertThat(kept.statusCode()).isEqualTo(200);
        JsonNode answer = json(kept.body());
        assertThat(answer.get("size").asInt()).isEqualTo(picture.length);
        assertThat(answer.get("sha256").stringValue())
                .isEqualTo(Hash.sha256(picture).hex());
        String handle = answer.get("handle").stringValue();
        assertThat(handle).matches("[0-9a-f]{32}");
        assertThat(running.scratch.read(handle)).isEqualTo(picture);
        HttpResponse<byte[]> back =
                client.send(request("/v1/upload/" + handle, cookie()).GET().build(), BodyHandlers.ofByteArray());
        assertThat(back.body()).isEqualTo(picture);
        assertThat(get("/v1/upload/" + handle, "").statusCode()).isEqualTo(401);
        String made = running.scratch.store(new byte[] {1, 2, 3});
        assertThat(client.send(request("/v1/upload/" + made, cookie()).GET().build(), BodyHandlers.ofByteArray())
                        .body())
                .containsExactly(1, 2, 3);
        try (var left = Files.list(directory.resolve("scratch").resolve("incoming"))) {
            assertThat(left).isEmpty();
        }
        running.scratch.stop();
        try (var left = Files.list(directory.resolve("scratch").resolve("uploads"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void streamsAnAnswerOfUnknownLength() throws Exception {
        start(Map.of());
        HttpResponse<byte[]> zeros =
                client.send(request("/v1/zeros/1000000", "").GET().build(), BodyHandlers.ofByteArray());
        assertThat(zeros.body()).hasSize(1_000_000);
        assertThat(zeros.headers().firstValue("transfer-encoding")).contains("chunked");
        assertThat(post("{\"jsonrpc\":\"2.0\",\"method\":\"test_big\",\"params\":{\"count\":900000},\"id\":1}")
                        .get("result")
                        .get("text")
                        .stringValue())
                .hasSize(900_000);
    }

    @Test
    void boundsTheAnswersOfABatch() throws Exception {
        start(Map.of("rpc-max-batch", "4"));
        String big = "{\"jsonrpc\":\"2.0\",\"method\":\"test_big\",\"params\":{\"count\":15000000},\"id\":1}";
        JsonNode answers = post("[" + String.join(",", big, big, big) + "]");
        assertThat(answers.get(1).has("result")).isTrue();
        assertThat(answers.get(2).get("error").get("data").get("code").stringValue())
                .isEqualTo("response-too-large");
        assertThat(post("[1,2,3,4,5]").get("error").get("code").asInt()).isEqualTo(-32600);
        assertThat(post("[]").get("error").get("code").asInt()).isEqualTo(-32600);
    }

    @Test
    void saysWhenItIsBusyAndStillTellsItsHealth() throws Exception {
        RpcFixture running = start(Map.of("rpc-max-requests", "2"));
        String wait = "{\"jsonrpc\":\"2.0\",\"method\":\"test_wait\",\"id\":1}";
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            waiting.add(client.sendAsync(
                    request("/", cookie())
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(wait))
                            .build(),
                    BodyHandlers.ofString()));
        }
        String add = "{\"jsonrpc\":\"2.0\",\"method\":\"test_add\",\"params\":{\"value\":4},\"id\":7}";
        while (running.waiting.get() < 2) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        HttpResponse<String> third = send(add, cookie());
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("retry-after")).contains("1");
        assertThat(get("/livez", "").statusCode()).isEqualTo(200);
        assertThat(json(get("/readyz", "").body()).get("ready").asBoolean()).isTrue();
        running.problem = java.util.Optional.of("it rains");
        HttpResponse<String> unready = get("/readyz", "");
        assertThat(unready.statusCode()).isEqualTo(503);
        assertThat(unready.body()).contains("weather").contains("it rains");
        running.gate.countDown();
        for (var call : waiting) {
            assertThat(call.get(20, TimeUnit.SECONDS).body()).contains("opened");
        }
        assertThat(send(add, cookie()).statusCode()).isEqualTo(200);
    }

    @Test
    void closesOnClientsThatDawdle() throws Exception {
        RpcFixture running = new RpcFixture(directory, Map.of(), new RpcSettings.Timeouts(400, 400, 800, 800));
        fixture = running;
        String auth = "Host: localhost\r\nAuthorization: Bearer " + cookie() + "\r\n";
        assertThat(raw("GET /livez HT")).isEmpty();
        assertThat(raw("POST / HTTP/1.1\r\n" + auth + "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{"))
                .startsWith("HTTP/1.1 408");
        assertThat(raw("PUT /v1/upload HTTP/1.1\r\n" + auth + "Content-Length: 9\r\n\r\n1"))
                .startsWith("HTTP/1.1 408");
        // Asks for much and reads nothing: the server lets go of it, and no worker waits meanwhile.
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), running.port())) {
            slow.getOutputStream()
                    .write("GET /v1/zeros/60000000 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            TimeUnit.MILLISECONDS.sleep(1_500);
            assertThat(read(slow).length).isLessThan(60_000_000);
        }
        assertThat(post("{\"jsonrpc\":\"2.0\",\"method\":\"test_add\",\"params\":{\"value\":4},\"id\":7}")
                        .has("result"))
                .isTrue();
    }

    @Test
    void limitsConnections() throws Exception {
        RpcFixture running = start(Map.of("rpc-max-connections", "3"));
        List<Socket> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            held.add(new Socket(InetAddress.getLoopbackAddress(), running.port()));
        }
        TimeUnit.MILLISECONDS.sleep(200);
        assertThat(raw("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")).isEmpty();
        for (Socket socket : held) {
            socket.close();
        }
        String answer = "";
        for (int i = 0; i < 50 && answer.isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(20);
            answer = raw("GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        }
        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        start(Map.of());
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            String body = "{\"jsonrpc\":\"2.0\",\"method\":\"test_add\",\"params\":{\"value\":" + i + "},\"id\":1}";
            requests.append("POST / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ")
                    .append(cookie())
                    .append("\r\nContent-Type: application/json\r\nContent-Length: ")
                    .append(body.length())
                    .append(i == 4 ? "\r\nConnection: close" : "")
                    .append("\r\n\r\n")
                    .append(body);
        }
        assertThat(raw(requests.toString()))
                .containsSubsequence("\"value\":1}", "\"value\":2}", "\"value\":3}", "\"value\":4}", "\"value\":5}");
    }

    @Test
    void answersAClientThatHasEndedItsSide() throws Exception {
        RpcFixture running = start(Map.of());
        String request = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.port())) {
            socket.getOutputStream().write((request + request).getBytes(US_ASCII));
            socket.shutdownOutput();
            assertThat(new String(read(socket), UTF_8)).containsSubsequence("200 OK", "200 OK");
        }
    }

    @Test
    void speaksOverAWebSocket() throws Exception {
        RpcFixture running = start(Map.of());
        BlockingQueue<String> heard = new ArrayBlockingQueue<>(10);
        WebSocket socket = client.newWebSocketBuilder()
                .header("Authorization", "Bearer " + cookie())
                .buildAsync(URI.create("ws://127.0.0.1:" + running.port() + "/ws"), new Listener(heard))
                .get(10, TimeUnit.SECONDS);
        send(socket, "{\"jsonrpc\":\"2.0\",\"method\":\"test_add\",\"params\":{\"value\":1},\"id\":1}", true);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).contains("\"value\":2");
        send(socket, "{\"jsonrpc\":\"2.0\",", false);
        send(socket, "\"method\":\"test_add\",\"params\":{\"value\":2},\"id\":1}", true);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).contains("\"value\":3");
        send(socket, "no json", true);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).contains("-32700");
        send(socket, "{\"jsonrpc\":\"2.0\",\"method\":\"test_big\",\"params\":{\"count\":2000000},\"id\":1}", true);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).hasSizeGreaterThan(2_000_000);
        send(socket, "x".repeat(1_100_000), true);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("closed 1009");
        assertThat(get("/livez", "").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAWebSocketWithoutAToken() throws Exception {
        RpcFixture running = start(Map.of());
        assertThat(client.newWebSocketBuilder()
                        .buildAsync(
                                URI.create("ws://127.0.0.1:" + running.port() + "/ws"),
                                new Listener(new ArrayBlockingQueue<>(1))))
                .failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void saysWhichPortIsInUse() throws Exception {
        RpcFixture running = start(Map.of());
        Path other = Files.createDirectory(directory.resolve("other"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new RpcFixture(other, Map.of("rpc-port", Integer.toString(running.port()))))
                .withMessageContaining("127.0.0.1:" + running.port())
                .withMessageContaining("rpc-port");
        assertThat(other.resolve("rpc.cookie")).doesNotExist();
    }

    @Test
    void mapsValueTypesBothWays() throws Exception {
        start(Map.of());
        String hash = "ab".repeat(32);
        String params = "{\"owner\":\"" + OWNER + "\",\"work\":\"00000000000000ff\",\"amount\":\"12.5\","
                + "\"bytes\":\"00ff\",\"picture\":\"AAECAw==\",\"authorship\":\"ai-assisted\",\"hashes\":[\"" + hash
                + "\"]}";
        JsonNode echoed = post("{\"jsonrpc\":\"2.0\",\"method\":\"test_echo\",\"params\":" + params + ",\"id\":1}");
        assertThat(echoed.get("result")).isEqualTo(json(params));
    }

    private static void send(WebSocket socket, String part, boolean last) throws Exception {
        socket.sendText(part, last).get(10, TimeUnit.SECONDS);
    }

    private RpcFixture start(Map<String, String> flags) throws Exception {
        RpcFixture running = new RpcFixture(directory, flags);
        fixture = running;
        return running;
    }

    private RpcFixture running() {
        if (fixture == null) {
            throw new IllegalStateException("not started");
        }
        return fixture;
    }

    private String cookie() throws Exception {
        return running().cookie();
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + running().port() + path))
                .version(HttpClient.Version.HTTP_1_1);
        return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return client.send(request(path, token).GET().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> put(String path, byte[] body, String token) throws Exception {
        return client.send(
                request(path, token).PUT(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String body, String token) throws Exception {
        return client.send(
                request("/", token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode post(String body) throws Exception {
        HttpResponse<String> response = send(body, cookie());
        assertThat(response.statusCode()).isEqualTo(200);
        return json(response.body());
    }

    private static JsonNode json(String text) {
        return RpcJson.mapper().readTree(text);
    }

    /** Sends bytes as they are and reads until the server closes. */
    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), running().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.getOutputStream().flush();
            return new String(read(socket), UTF_8);
        }
    }

    private static byte[] read(Socket socket) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            InputStream stream = socket.getInputStream();
            byte[] buffer = new byte[8192];
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                read.write(buffer, 0, n);
            }
        } catch (java.net.SocketException e) {
            // A reset ends it too.
        }
        return read.toByteArray();
    }

    /** Puts whole messages and the closing code into a queue. */
    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<String> heard;
        private final StringBuilder message = new StringBuilder();

        Listener(BlockingQueue<String> heard) {
            this.heard = heard;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                heard.add(message.toString());
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add("closed " + code);
            return null;
        }
    }
}
