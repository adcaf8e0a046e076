package one.imago.node.rpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Methods that go on telling over a WebSocket. */
final class RpcSubscriptionIT {
    private static final String SUBSCRIBE =
            "{\"jsonrpc\":\"2.0\",\"method\":\"test_tell\",\"params\":{\"count\":%d," + "\"bytes\":%d},\"id\":1}";

    @TempDir
    Path directory;

    private final CountDownLatch gone = new CountDownLatch(1);
    private RpcFixture fixture;

    record Telling(int count, int bytes) {}

    record Told(int number, String text) {}

    /** Tells a number of things from its own call, before its answer is there. */
    private final class Tell implements ConnectedMethod<Telling, RpcFixture.Text> {
        @Override
        public String name() {
            return "test_tell";
        }

        @Override
        public String summary() {
            return "tells";
        }

        @Override
        public Scope scope() {
            return Scope.READ;
        }

        @Override
        public Class<Telling> params() {
            return Telling.class;
        }

        @Override
        public Class<RpcFixture.Text> result() {
            return RpcFixture.Text.class;
        }

        @Override
        public Optional<Notification> notification() {
            return Optional.of(new Notification("test_told", Told.class));
        }

        @Override
        public RpcFixture.Text call(Telling params, RpcConnection connection) {
            connection.onClose(gone::countDown);
            for (int i = 0; i < params.count(); i++) {
                connection.tell("test_told", new Told(i, "x".repeat(params.bytes())));
            }
            return new RpcFixture.Text("subscribed");
        }
    }

    @BeforeEach
    void start() throws Exception {
        fixture = new RpcFixture(directory, Map.of(), RpcSettings.Timeouts.DEFAULT, new Tell());
    }

    @AfterEach
    void stop() throws Exception {
        fixture.stop();
    }

    @Test
    void theAnswerComesFirstAndThenEverythingInOrder() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        WebSocket socket = connect(heard);
        socket.sendText(SUBSCRIBE.formatted(3, 1), true).get(60, TimeUnit.SECONDS);
        assertThat(heard.poll(60, TimeUnit.SECONDS)).contains("\"id\":1", "subscribed");
        for (int i = 0; i < 3; i++) {
            assertThat(heard.poll(60, TimeUnit.SECONDS))
                    .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"test_told\",\"params\":{\"number\":" + i
                            + ",\"text\":\"x\"}}");
        }
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(60, TimeUnit.SECONDS);
        assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aClientThatDoesNotKeepUpIsDroppedAndToldWhy() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        WebSocket socket = connect(heard);
        socket.sendText(SUBSCRIBE.formatted(Outbox.MAX_MESSAGES + 1, 1), true).get(60, TimeUnit.SECONDS);
        assertThat(heard.poll(60, TimeUnit.SECONDS))
                .isEqualTo("closed 1008 too slow: more than 256 notifications or 4 MiB of them waited");
        assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tooManyBytesDropAClientLikeTooManyMessages() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port())) {
            socket.setReceiveBufferSize(4096);
            socket.getOutputStream()
                    .write(("GET /ws HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + fixture.cookie()
                                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                            .getBytes(US_ASCII));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            skipHead(in);
            // 5 MiB in 80 pieces: the bytes are too many before the pieces are.
            socket.getOutputStream().write(masked(SUBSCRIBE.formatted(80, 64 << 10)));
            String reason = closeReason(in);
            assertThat(reason).startsWith("too slow");
        }
        assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void overHttpThereIsNobodyToTell() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(fixture.server.uri())
                                .header("Authorization", "Bearer " + fixture.cookie())
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(SUBSCRIBE.formatted(1, 1)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).contains("websocket-only", "/ws");
        assertThat(OpenRpcDocument.of(java.util.List.of(new Tell())).toString())
                .contains("\"x-websocket-only\":true", "\"x-notification\":{\"method\":\"test_told\"");
    }

    private WebSocket connect(BlockingQueue<String> heard) throws Exception {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + fixture.cookie())
                .buildAsync(URI.create("ws://127.0.0.1:" + fixture.port() + "/ws"), new Listener(heard))
                .get(60, TimeUnit.SECONDS);
    }

    private static void skipHead(InputStream in) throws Exception {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.read());
        }
        assertThat(head).startsWith("HTTP/1.1 101");
    }

    /** One text frame under a mask of zeros (RFC 6455 §5.2). */
    private static byte[] masked(String text) {
        byte[] payload = text.getBytes(US_ASCII);
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }

    /** Reads frames up to the closing one. */
    private static String closeReason(DataInputStream in) throws Exception {
        while (true) {
            int opcode = in.readUnsignedByte() & 0xf;
            int length = in.readUnsignedByte();
            long size = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
            byte[] payload = in.readNBytes((int) size);
            if (payload.length < size) {
                throw new EOFException();
            }
            if (opcode == 8) {
                return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
            }
        }
    }

    /** Puts whole messages and the closing code with its reason into a queue. */
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
            heard.add("closed " + code + " " + reason);
            return null;
        }
    }
}
