package one.imago.node.rpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand random and mutated requests: no 5xx, no fault, no leak, no hang. */
@Timeout(180)
class RpcGarbageIT {
    private static final int REQUESTS = 10_000;
    private static final long SEED = 20_260_101;
    private static final List<String> BODIES = List.of(
            "{\"jsonrpc\":\"2.0\",\"method\":\"test_add\",\"params\":{\"value\":4},\"id\":7}",
            "[{\"jsonrpc\":\"2.0\",\"method\":\"test_write\"},{\"jsonrpc\":\"2.0\",\"method\":\"test_add\",\"id\":1}]",
            "{\"jsonrpc\":\"2.0\",\"method\":\"test_echo\",\"params\":{\"owner\":\"imago1\",\"bytes\":\"00ff\","
                    + "\"picture\":\"AAEC\",\"authorship\":\"human\",\"hashes\":[\"ab\"],\"limit\":3},\"id\":\"x\"}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"rpc.discover\",\"id\":1}");
    private static final String UPGRADE = String.join(
            "\r\n",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            "Sec-WebSocket-Version: 13",
            "");
    private static final List<String> TOKENS = List.of(
            "[".repeat(5000),
            "{\"a\":".repeat(200),
            "1" + "0".repeat(400),
            "1e999999999",
            "-0",
            "null",
            "\"\\ud800\"",
            "\u0000",
            "\r\n\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Expect: 100-continue\r\n",
            UPGRADE,
            "HTTP/1.0",
            "../../",
            "%2e%2e%2f");

    @TempDir
    Path directory;

    @Test
    void survivesTenThousandRequestsOfGarbage() throws Exception {
        RpcFixture fixture = new RpcFixture(directory, Map.of());
        try {
            Random random = new Random(SEED);
            int answered = 0;
            long heapBefore = 0;
            for (int i = 0; i < REQUESTS; i++) {
                if (i == REQUESTS / 5) {
                    heapBefore = usedHeap();
                }
                byte[] request = request(random, fixture.cookie());
                String answer = send(fixture.port(), request);
                answered += answer.isEmpty() ? 0 : 1;
                assertThat(answer)
                        .as("seed %d, request %d: %s", SEED, i, new String(request, ISO_8859_1))
                        .doesNotContain("HTTP/1.1 5", "-32603", "Exception", "java.", "one.imago");
            }
            assertThat(answered).as("answers").isGreaterThan(REQUESTS / 2);
            assertThat(usedHeap() - heapBefore).as("heap growth").isLessThan(16L << 20);
            String last = send(fixture.port(), post(BODIES.get(0).getBytes(UTF_8), fixture.cookie()));
            assertThat(last).contains("{\"value\":5}");
        } finally {
            fixture.stop();
        }
    }

    private static byte[] request(Random random, String cookie) {
        switch (random.nextInt(6)) {
            case 0 -> {
                byte[] noise = new byte[random.nextInt(400)];
                random.nextBytes(noise);
                return noise;
            }
            case 1 -> {
                return mutate(random, line("GET", "/v1/upload/" + "0".repeat(32), cookie, ""));
            }
            case 2 -> {
                return mutate(random, line("PUT", "/v1/upload", cookie, "Content-Length: 5\r\n") + "hello");
            }
            case 3 -> {
                return mutate(random, line("GET", "/ws", cookie, UPGRADE) + "\u0081\u0080\u0000");
            }
            case 4 -> {
                return mutate(random, new String(post(body(random).getBytes(UTF_8), cookie), ISO_8859_1));
            }
            default -> {
                // Whole HTTP around a broken body, so that the decoder behind it is reached.
                return post(mutate(random, body(random)), cookie);
            }
        }
    }

    private static String body(Random random) {
        return BODIES.get(random.nextInt(BODIES.size()));
    }

    private static byte[] mutate(Random random, String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(mutated.length() + 1);
            int end = Math.min(mutated.length(), at + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0 -> mutated.delete(at, end);
                case 1 -> mutated.insert(at, mutated.substring(at, end));
                case 2 -> mutated.insert(at, TOKENS.get(random.nextInt(TOKENS.size())));
                case 3 -> mutated.setLength(at);
                default -> mutated.insert(at, (char) random.nextInt(256));
            }
        }
        return mutated.toString().getBytes(ISO_8859_1);
    }

    private static String line(String method, String path, String cookie, String more) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + cookie + "\r\n" + more
                + "\r\n";
    }

    private static byte[] post(byte[] body, String cookie) {
        String head = line(
                "POST",
                "/",
                cookie,
                "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n");
        return (head + new String(body, ISO_8859_1)).getBytes(ISO_8859_1);
    }

    /** Sends, ends its own side, and reads to the end; a reset counts as one. */
    private static String send(int port, byte[] request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
                socket.getInputStream().transferTo(answer);
            } catch (java.net.SocketTimeoutException e) {
                throw new AssertionError("no end of the answer to " + new String(request, ISO_8859_1), e);
            } catch (IOException e) {
                // The server was quicker to close than this side to write.
            }
        }
        return answer.toString(ISO_8859_1);
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
