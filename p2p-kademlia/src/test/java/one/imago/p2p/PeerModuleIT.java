package one.imago.p2p;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStore;
import one.imago.node.peer.PeerNetwork;
import one.imago.node.service.ServiceRegistry;
import one.imago.node.storage.DataDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module behind the real server, over a socket. */
class PeerModuleIT {
    @TempDir
    Path root;

    private final HttpClient http = HttpClient.newHttpClient();
    private PeerNode node;
    private ServiceRegistry registry;
    private URI uri;
    private String cookie;

    @BeforeEach
    void startNode() throws Exception {
        node = PeerNode.start(root, Map.of("content-quota-mib", "8"));
        registry = node.registry();
        uri = node.server().uri();
        cookie = Files.readString(new DataDirectory(root).rpcCookie()).strip();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void publicContentGoesInAndOut() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);

        String stored = put(content).body();
        String cid = stored.replaceAll(".*\"(bafy[a-z2-7]+)\".*", "$1");

        assertThat(stored).isEqualTo("{\"cid\":\"" + cid + "\",\"size\":3000000}");
        HttpResponse<byte[]> fetched = get("/v1/content/" + cid);
        assertThat(fetched.statusCode()).isEqualTo(200);
        assertThat(fetched.body()).isEqualTo(content);
        assertThat(call("content_stat", "{\"cid\":\"" + cid + "\"}"))
                .contains("\"blocks\":4", "\"pinned\":true", "\"provided\":true");
        assertThat(call("content_get", "{\"cid\":\"" + cid + "\"}")).contains("content-too-large");
    }

    @Test
    void smallContentTravelsInJson() throws Exception {
        assertThat(call("content_put", "{\"data\":\"aGVsbG8=\"}"))
                .contains("bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq");
        assertThat(call("content_get", "{\"cid\":\"bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq\"}"))
                .contains("aGVsbG8=");
    }

    @Test
    void privateContentLooksAbsent() throws Exception {
        String cid = registry.require(ContentStore.class)
                .put(new ByteArrayInputStream("sealed".getBytes(UTF_8)))
                .cid()
                .toString();

        assertThat(get("/v1/content/" + cid).statusCode()).isEqualTo(404);
        assertThat(get("/v1/private-content/" + cid).body()).isEqualTo("sealed".getBytes(UTF_8));
        assertThat(call("content_get", "{\"cid\":\"" + cid + "\"}")).contains("not-found");
    }

    @Test
    void aFullStoreSaysSo() throws Exception {
        byte[] content = new byte[9 << 20];
        new Random(1).nextBytes(content);

        assertThat(put(content).body()).contains("disk-full");
        assertThat(put(new byte[100]).statusCode()).isEqualTo(200);
    }

    @Test
    void twoNodesMeetAndAsk() throws Exception {
        PeerNetwork network = registry.require(PeerNetwork.class);
        String address = network.address().orElseThrow();
        network.answer("/imago/test/1", (peer, question) -> CompletableFuture.completedFuture(question));

        assertThat(call("node_peers", "{}")).contains("\"peers\":[]");
        try (PeerNode other = PeerNode.start(root.resolve("other"), Map.of("bootstrap", address))) {
            PeerNetwork theirs = other.registry().require(PeerNetwork.class);
            Eventually.until(() -> !theirs.peers().isEmpty() && !network.peers().isEmpty());
            assertThat(theirs.peers().get(0).address()).isEqualTo(address);
            assertThat(call("node_peers", "{}"))
                    .contains(theirs.address().orElseThrow().replaceAll(".*/", ""));

            String peerId = theirs.peers().get(0).peerId();
            assertThat(theirs.request(peerId, "/imago/test/1", new byte[1 << 20])
                            .toCompletableFuture()
                            .get())
                    .hasSize(1 << 20);
            assertThatThrownBy(() -> theirs.request(peerId, "/imago/other/1", new byte[1])
                            .toCompletableFuture()
                            .get())
                    .hasCauseInstanceOf(IOException.class);
        }
        Eventually.until(() -> network.peers().isEmpty());
    }

    @Test
    void contentIsFoundThroughTheNetwork() throws Exception {
        byte[] content = new byte[2_500_000];
        new Random(3).nextBytes(content);
        String cid = put(content).body().replaceAll(".*\"(bafy[a-z2-7]+)\".*", "$1");
        String entry = node.address();
        try (PeerNode third = PeerNode.start(root.resolve("third"), Map.of("bootstrap", entry));
                PeerNode far = PeerNode.start(root.resolve("far"), Map.of("bootstrap", third.address()))) {
            Eventually.until(() -> !third.network().peers().isEmpty());
            assertThat(call("content_provide", "{\"cid\":\"" + cid + "\"}")).contains("\"provided\":true");
            ContentStore store = far.registry().require(ContentStore.class);
            Eventually.until(() -> store.fetch(Cid.parse(cid), 1 << 24).isPresent());
            try (InputStream fetched = store.open(Cid.parse(cid)).orElseThrow()) {
                assertThat(fetched.readAllBytes()).isEqualTo(content);
            }
        }
    }

    @Test
    void theKeyOfANodeStays() throws Exception {
        Path directory = root.resolve("keyed");
        String first;
        try (PeerNode node = PeerNode.start(directory, Map.of())) {
            first = node.registry().require(PeerNetwork.class).address().orElseThrow();
        }
        assertThat(Files.getPosixFilePermissions(directory.resolve("node.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (PeerNode node = PeerNode.start(directory, Map.of())) {
            assertThat(node.address().replaceAll(".*/", "")).isEqualTo(first.replaceAll(".*/", ""));
        }
    }

    private HttpResponse<String> put(byte[] content) throws IOException, InterruptedException {
        HttpRequest request = request("/v1/content")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private String call(String method, String params) throws IOException, InterruptedException {
        String json = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
        HttpRequest request = request("/")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri.resolve(path)).header("Authorization", "Bearer " + cookie);
    }
}
