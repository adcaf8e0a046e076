package one.imago.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import one.imago.cli.terminal.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A network of one producer, made and started as the manual says; its ledger looked at from outside. */
@TestInstance(Lifecycle.PER_CLASS)
final class NetworkAcceptanceTest {
    private Distribution imago;
    private TestNode node;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        Path out = directory.resolve("net");
        Path data = out.resolve("node0");
        imago = new Distribution(data).with("IMAGO_PASSPHRASE", "correct horse");
        String genesis = imago.json("network", "create", "--producers", "1", "--out", out)
                .exits(0)
                .text("genesis");
        node = TestNode.start(imago, "--network", genesis, "--data-dir", data);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void producesAndItsLedgerCanBeLookedAt() throws Exception {
        JsonNode status = imago.json("node", "status").exits(0).json();
        assertThat(status.path("producing").asBoolean()).isTrue();
        Distribution.Result sent = imago.json("token", "send", "--from", "dev", "--to", "team", "--amount", "2.5")
                .exits(0);

        JsonNode transaction =
                imago.json("chain", "show", "tx", sent.text("txId")).exits(0).json();
        assertThat(transaction.path("status").asString()).isEqualTo("final");
        long height = transaction.path("height").asLong();
        JsonNode block = imago.json("chain", "show", "block", height).exits(0).json();
        assertThat(block.path("final").asBoolean()).isTrue();
        assertThat(block.path("transactions").path(0).path("txId").asString()).isEqualTo(sent.text("txId"));
        assertThat(imago.json("chain", "show", "block", block.path("hash").asString())
                        .exits(0)
                        .json())
                .isEqualTo(block);
        JsonNode producers = imago.json("chain", "show", "producers").exits(0).json();
        assertThat(producers.path("producers")).hasSize(1);
        assertThat(producers.path("totalStake").asString()).isEqualTo("1000000");
        assertThat(block.path("producer"))
                .isEqualTo(producers.path("producers").path(0).path("address"));
        assertThat(imago.run("chain", "show", "block", height).exits(0).out())
                .contains("token/transfer", sent.text("txId"));

        imago.json("chain", "show", "block", "999999999").exits(1);
        imago.json("chain", "show", "tx", "00".repeat(32)).exits(1);
        imago.json("chain", "show", "block", "xyz").refuses("block-invalid");
    }

    @Test
    void tokensThatHaveNotVestedStayWhereTheyAre() throws Exception {
        imago.json("token", "send", "--from", "dev", "--to", "investors", "--amount", "1")
                .exits(0);
        JsonNode account = imago.json("account", "show", "investors").exits(0).json();
        assertThat(account.path("balance").asString()).isEqualTo("1");
        assertThat(account.path("locked").asString()).isEqualTo("6300000000");
        assertThat(account.path("vested").asString()).isEqualTo("0");
        assertThat(imago.run("chain", "show", "account", "investors").exits(0).out())
                .contains("locked", "6300000000 tokens, the next until");

        Distribution.Result refused =
                imago.json("token", "send", "--from", "investors", "--to", "dev", "--amount", "2");
        refused.refuses("tokens-locked");
        assertThat(refused.json().path("error").path("message").asString()).contains("6300000000 are locked, the next");
        imago.json("token", "release", "investors", "--from", "dev").refuses("nothing-vested");
        JsonNode foundation =
                imago.json("account", "show", "foundation").exits(0).json();
        assertThat(foundation.path("balance").asString()).isEqualTo("3150000000");
        assertThat(foundation.path("votable").asString()).isEqualTo("0");
    }

    @Test
    void subscribersHearOfBlocksAndOfTheirTransaction() throws Exception {
        BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
        String cookie =
                Files.readString(imago.dataDirectory().resolve("rpc.cookie")).strip();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + cookie)
                .buildAsync(URI.create(node.url().replace("http:", "ws:") + "/ws"), new Listener(heard))
                .get(30, TimeUnit.SECONDS);
        subscribe(socket, 1, "\"topic\":\"final-blocks\"");
        subscribe(socket, 2, "\"topic\":\"new-blocks\"");
        JsonNode answer = await(heard, message -> message.path("id").asInt() == 2);
        assertThat(answer.path("result").path("subscription").asString()).isNotEmpty();
        String txId = imago.json("token", "send", "--from", "dev", "--to", "team", "--amount", "1", "--no-wait")
                .exits(0)
                .text("txId");
        subscribe(socket, 3, "\"topic\":\"transaction\",\"txId\":\"" + txId + "\"");

        JsonNode last = await(
                heard,
                message -> message.path("params")
                        .path("transaction")
                        .path("status")
                        .asString("")
                        .equals("final"));
        assertThat(last.path("method").asString()).isEqualTo("chain_event");
        long height = last.path("params").path("transaction").path("height").asLong();
        assertThat(height).isPositive();
        JsonNode later = await(
                heard,
                message -> blockOf(message, "final-blocks").path("height").asLong() > height);
        assertThat(blockOf(later, "final-blocks").path("hash").asString()).matches("[0-9a-f]{64}");
        await(heard, message -> blockOf(message, "new-blocks").path("height").asLong() > height);

        socket.sendText(
                        "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"chain_unsubscribe\",\"params\":{\"subscription\":\""
                                + last.path("params").path("subscription").asString() + "\"}}",
                        true)
                .get(10, TimeUnit.SECONDS);
        // The last word on a transaction ends its subscription.
        JsonNode ended = await(heard, message -> message.path("id").asInt() == 4);
        assertThat(ended.path("result").path("ended").asBoolean(true)).isFalse();
        socket.abort();
    }

    private static JsonNode blockOf(JsonNode message, String topic) {
        JsonNode params = message.path("params");
        return params.path("topic").asString("").equals(topic) ? params.path("block") : Json.object();
    }

    private static void subscribe(WebSocket socket, int id, String params) throws Exception {
        socket.sendText(
                        "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"chain_subscribe\",\"params\":{" + params
                                + "}}",
                        true)
                .get(10, TimeUnit.SECONDS);
    }

    private static JsonNode await(BlockingQueue<JsonNode> heard, Predicate<JsonNode> wanted) throws Exception {
        while (true) {
            JsonNode message = heard.poll(30, TimeUnit.SECONDS);
            assertThat(message).as("nothing more was told").isNotNull();
            if (wanted.test(message)) {
                return message;
            }
        }
    }

    /** Puts whole messages into a queue. */
    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<JsonNode> heard;
        private final StringBuilder message = new StringBuilder();

        Listener(BlockingQueue<JsonNode> heard) {
            this.heard = heard;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                heard.add(Json.parse(message.toString().getBytes(StandardCharsets.UTF_8)));
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
