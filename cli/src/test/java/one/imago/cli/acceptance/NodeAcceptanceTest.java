package one.imago.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import one.imago.cli.terminal.Json;
import one.imago.node.crypto.Hash;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What users do with one running node. The tests share it and use pictures of their own. */
@TestInstance(Lifecycle.PER_CLASS)
final class NodeAcceptanceTest {
    private Path directory;
    private Distribution imago;
    private Pictures pictures;
    private TestNode node;

    @BeforeAll
    void start(@TempDir Path given) throws Exception {
        directory = given;
        imago = new Distribution(directory.resolve("data")).with("IMAGO_PASSPHRASE", "correct horse");
        pictures = new Pictures(directory.resolve("pictures"));
        node = TestNode.start(imago);
    }

    @AfterAll
    void stop() throws Exception {
        node.close();
    }

    @Test
    void saysWhereItListens() throws Exception {
        assertThat(node.ready())
                .matches(
                        "ready rpc=http://127\\.0\\.0\\.1:[0-9]+ p2p=/ip4/127\\.0\\.0\\.1/tcp/[0-9]+/p2p/12D3KooW[1-9A-Za-z]{44}");
        JsonNode status = imago.json("node", "status").exits(0).json();
        assertThat(status.path("chainId").asString()).matches("[0-9a-f]{64}");
        assertThat(status.path("synced").asBoolean()).isTrue();
        assertThat(imago.json("node", "peers").exits(0).json().path("peers")).isEmpty();
    }

    @Test
    void answersPlainHttp() throws Exception {
        String cookie =
                Files.readString(imago.dataDirectory().resolve("rpc.cookie")).strip();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(node.url()))
                                .header("Authorization", "Bearer " + cookie)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"chain_head\",\"params\":{}}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        JsonNode json = Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
        assertThat(json.path("id").asInt()).isEqualTo(7);
        assertThat(json.path("result").path("stateRoot").asString()).matches("[0-9a-f]{64}");
    }

    @Test
    void aPictureIsRegisteredAndRecognised() throws Exception {
        Path original = pictures.scene(0);
        Path marked = directory.resolve("marked-0.jpg");
        Distribution.Result registered = imago.json(
                        "image",
                        "register",
                        original,
                        "--key",
                        "dev",
                        "--title",
                        "Scene",
                        "--author",
                        "A. Name",
                        "--role",
                        "author",
                        "--out",
                        marked)
                .exits(0);
        String workId = registered.text("workId");
        assertThat(registered.json().path("marked").asBoolean()).isTrue();
        assertThat(registered.json().path("psnr").asDouble()).isGreaterThan(36);
        assertThat(registered.json().path("height").asLong()).isPositive();
        assertThat(registered.json().path("claims").asInt()).isEqualTo(1);
        assertThat(registered.text("phash"))
                .isEqualTo(imago.json("fingerprint", original).text("phash0"));

        assertThat(imago.json("image", "verify", original).exits(0).text("method"))
                .isEqualTo("sha256");
        JsonNode found = imago.json("image", "verify", pictures.jpeg(marked, 70))
                .exits(0)
                .json();
        assertThat(found.path("workId").asString()).isEqualTo(workId);
        assertThat(found.path("confirmed").asBoolean()).isTrue();
        Path shown = directory.resolve("shown");
        assertThat(imago.json("image", "search", original, "--explain", shown)
                        .exits(0)
                        .json()
                        .path("matches"))
                .isNotEmpty();
        assertThat(shown.resolve(original.getFileName().toString().replace(".png", "-match-" + workId + ".png")))
                .isNotEmptyFile();
        assertThat(imago.json("image", "show", workId).exits(0).text("title")).isEqualTo("Scene");
        imago.json("content", "stat", registered.text("cid")).exits(0);
        assertThat(Files.readString(imago.dataDirectory().resolve("manifests/" + workId + ".json")))
                .contains("A. Name");

        imago.json("image", "register", original, "--key", "dev").refuses("already-registered");
    }

    @Test
    void anOwnersMarkGoesOnAfterAKillAndIsProvenFromACopy() throws Exception {
        Path original = pictures.scene(4);
        Path marked = directory.resolve("marked-4.jpg");
        String workId = imago.json("image", "register", original, "--key", "dev", "--owner-mark", "--no-wait")
                .exits(0)
                .text("workId");
        Path secret = imago.dataDirectory().resolve("owner-marks/" + workId + ".json");
        String kept = Files.readString(secret);
        endBeforeTheAnswer();

        Distribution.Result registered = imago.json(
                        "image", "register", original, "--key", "dev", "--owner-mark", "--out", marked)
                .exits(0);
        assertThat(registered.text("workId")).isEqualTo(workId);
        assertThat(registered.json().path("ownerMark").asBoolean()).isTrue();
        assertThat(registered.text("ownerMarkSecret")).isEqualTo(secret.toString());
        assertThat(registered.err()).contains("lose it and the owner's mark proves nothing");
        assertThat(Files.readString(secret)).isEqualTo(kept);
        JsonNode shown = imago.json("image", "show", workId).exits(0).json();
        assertThat(shown.path("markedSha256").asString())
                .isEqualTo(Hash.sha256(Files.readAllBytes(marked)).hex());
        assertThat(kept)
                .contains("\"commitment\":\"" + shown.path("ownerMarkCommit").asString());

        Path copy = pictures.jpeg(marked, 70);
        JsonNode both = imago.json("image", "owner-mark", copy, original, "--work", workId)
                .exits(1)
                .json();
        assertThat(both.get(0).path("opens").asBoolean()).isTrue();
        assertThat(both.get(0).path("found").asBoolean()).isTrue();
        assertThat(both.get(0).path("confidence").asDouble()).isPositive();
        assertThat(both.get(1).path("opens").asBoolean()).isTrue();
        assertThat(both.get(1).path("found").asBoolean(true)).isFalse();
        imago.json("image", "owner-mark", copy, "--work", workId, "--secret", secret)
                .exits(0);
        assertThat(imago.json("image", "verify", copy).exits(0).text("workId")).isEqualTo(workId);
    }

    @Test
    void aPictureTooSmallForAnOwnersMarkIsRefusedBeforeAnythingIsPaid() throws Exception {
        Path tiny = directory.resolve("tiny.png");
        ImageIO.write(new BufferedImage(60, 50, BufferedImage.TYPE_INT_RGB), "png", tiny.toFile());
        imago.json("image", "register", tiny, "--key", "dev", "--owner-mark").refuses("owner-mark-impossible");
        String sha256 = Hash.sha256(Files.readAllBytes(tiny)).hex();
        // The salt is there before a commit is sent.
        String[] begun = imago.dataDirectory().resolve("pending").toFile().list();
        assertThat(begun == null ? "" : String.join(" ", begun)).doesNotContain(sha256);
        assertThat(imago.json("image", "register", tiny, "--key", "dev")
                        .exits(0)
                        .json()
                        .path("marked")
                        .asBoolean(true))
                .isFalse();
    }

    /** As if the last command had been killed when the node had its registration and nobody knew of it. */
    private void endBeforeTheAnswer() throws Exception {
        try (Stream<Path> pending = Files.list(imago.dataDirectory().resolve("pending"))) {
            for (Path file :
                    pending.filter(path -> path.toString().endsWith(".json")).toList()) {
                Files.writeString(file, Files.readString(file).replace("\"reported\":true", "\"reported\":false"));
            }
        }
    }

    @Test
    void anotherOwnersClaimOnTheSameFileIsKeptAndTheWorkDisputed() throws Exception {
        Path original = pictures.scene(1);
        Path marked = directory.resolve("marked-1.png");
        imago.json("image", "register", original, "--key", "dev", "--out", marked)
                .exits(0);
        fund("rival");

        Distribution.Result rival =
                imago.json("image", "register", original, "--key", "rival").exits(0);
        assertThat(rival.json().path("claims").asInt()).isEqualTo(2);
        assertThat(rival.json().path("disputed").asBoolean()).isTrue();
        assertThat(rival.err()).contains("ATTENTION", "contesting claim");
        JsonNode found = imago.json("image", "verify", original).exits(0).json();
        assertThat(found.path("disputed").asBoolean()).isTrue();
        assertThat(found.path("claims")).hasSize(2);
        assertThat(found.path("owner").asString())
                .isEqualTo(imago.json("account", "show", "dev").text("address"));

        imago.json("image", "register", marked, "--key", "rival").refuses("carries-foreign-mark");
    }

    @Test
    void aRegistrationThatWasKilledGoesOnWhereItStopped() throws Exception {
        Path original = pictures.scene(5);
        Path marked = directory.resolve("marked-5.jpg");
        Object[] command = {"image", "register", original, "--key", "dev", "--out", marked};
        Path pending = imago.dataDirectory().resolve("pending");
        Process process = imago.start(new File("/dev/null"), new File("/dev/null"), command);
        while (process.isAlive() && !hasEntry(pending, original)) {
            Thread.onSpinWait();
        }
        process.destroyForcibly().waitFor();
        assertThat(hasEntry(pending, original)).isTrue();

        imago.json(command).exits(0);
        assertThat(marked).exists();
        assertThat(hasEntry(pending, original)).isFalse();
        assertThat(imago.json("image", "verify", marked).exits(0).json().path("claims"))
                .hasSize(1);
    }

    private static boolean hasEntry(Path pending, Path picture) throws Exception {
        String sha256 = Hash.sha256(Files.readAllBytes(picture)).hex();
        if (!Files.isDirectory(pending)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(pending)) {
            return entries.anyMatch(entry -> entry.getFileName().toString().endsWith(sha256 + ".json"));
        }
    }

    @Test
    void rightsAreGrantedRevokedAndHandedOn() throws Exception {
        String workId = imago.json("image", "register", pictures.scene(2), "--key", "dev")
                .exits(0)
                .text("workId");
        Path terms = pictures.file("terms.txt", "one web page, one year".getBytes(StandardCharsets.UTF_8));
        String grant = imago.json(
                        "image",
                        "licence",
                        "grant",
                        workId,
                        "--domain",
                        "example.org",
                        "--terms",
                        terms,
                        "--key",
                        "dev")
                .exits(0)
                .text("grantId");
        assertThat(imago.json("image", "licence", "list", workId).json().path("licences"))
                .hasSize(1);
        imago.json("image", "licence", "revoke", workId, grant, "--key", "dev").exits(0);
        assertThat(imago.json("image", "licence", "list", workId).json().path("licences"))
                .isEmpty();
        imago.json("key", "create", "heir").exits(0);
        String heir = imago.json("image", "transfer", workId, "--key", "dev", "--to", "heir")
                .exits(0)
                .text("owner");
        assertThat(imago.json("image", "show", workId).text("owner")).isEqualTo(heir);
        imago.json("image", "transfer", workId, "--key", "dev", "--to", "dev").exits(4);
    }

    @Test
    void badPicturesAreRefusedAndChangeNothing() throws Exception {
        String before = imago.json("account", "show", "dev").text("balance");
        JsonNode refused = imago.json(
                        "image",
                        "register",
                        pictures.truncatedJpeg(),
                        pictures.text(),
                        pictures.empty(),
                        directory,
                        pictures.bomb(),
                        pictures.gif(),
                        pictures.avif(),
                        directory.resolve("missing.jpg"),
                        "--key",
                        "dev")
                .exits(4)
                .json();
        assertThat(refused.valueStream()
                        .map(each -> each.path("error").path("code").asString()))
                .containsExactly(
                        "picture-truncated",
                        "picture-not-a-picture",
                        "file-empty",
                        "is-a-directory",
                        "picture-too-large",
                        "picture-format-unsupported",
                        "picture-format-unsupported",
                        "file-not-found");
        assertThat(refused.get(5).path("error").path("message").asString()).contains("GIF", "JPEG, PNG");
        assertThat(imago.json("account", "show", "dev").text("balance")).isEqualTo(before);
    }

    @Test
    void badRequestsAreRefusedWithTheirReason() throws Exception {
        Path picture = pictures.scene(3);
        imago.json("image", "register", picture, "--key", "nobody").refuses("key-unknown");
        imago.with("IMAGO_PASSPHRASE", "wrong")
                .json("image", "register", picture, "--key", "dev")
                .refuses("wrong-passphrase");
        imago.json("image", "register", picture, "--key", "dev", "--max-fee", "0.00000001")
                .refuses("fee-over-limit");
        imago.json("key", "create", "poor").exits(0);
        imago.json("image", "register", picture, "--key", "poor").refuses("insufficient-funds");
        imago.json("token", "send", "--from", "poor", "--to", "dev", "--amount", "1")
                .refuses("insufficient-funds");
        imago.json("token", "send", "--from", "dev", "--to", "imago1qqqq", "--amount", "1")
                .refuses("address-invalid");
        imago.json("token", "send", "--from", "dev", "--to", "dev", "--amount", "1.123456789")
                .refuses("amount-invalid");
        imago.json("image", "show", "0000000000000000").exits(1);
        imago.json("image", "verify", picture).exits(1);
    }

    @Test
    void aSecondNodeIsKeptOut() throws Exception {
        Distribution.Result same = imago.json("node", "run", "--rpc-port", "0").exits(4);
        assertThat(same.json().path("error").path("code").asString()).isEqualTo("data-directory-in-use");
        String port = String.valueOf(URI.create(node.url()).getPort());
        Distribution other = new Distribution(directory.resolve("other"));
        assertThat(other.json("node", "run", "--rpc-port", port)
                        .exits(4)
                        .json()
                        .path("error")
                        .path("code")
                        .asString())
                .isEqualTo("port-in-use");
    }

    @Test
    void publicContentComesBackAsItWas() throws Exception {
        byte[] bytes = "hello, public".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        String cid = imago.json("content", "put", pictures.file("hello.txt", bytes))
                .exits(0)
                .text("cid");
        Path back = directory.resolve("back.txt");
        imago.json("content", "get", cid, "--out", back).exits(0);
        assertThat(Files.readAllBytes(back)).isEqualTo(bytes);
        assertThat(imago.json("content", "pin", cid)
                        .exits(0)
                        .json()
                        .path("provided")
                        .asBoolean())
                .isTrue();
        imago.json("content", "unpin", cid).exits(0);
        assertThat(imago.json("content", "unpin", cid)
                        .exits(0)
                        .json()
                        .path("pinned")
                        .asBoolean())
                .isFalse();
        imago.json("content", "provide", cid).exits(1);
        imago.json("content", "stat", "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku")
                .exits(1);
    }

    @Test
    void aPassportIsMadeRotatedAndRevoked() throws Exception {
        String id = imago.json("passport", "create", "me", "--payer", "dev")
                .exits(0)
                .text("passportId");
        assertThat(imago.json("passport", "show", id).text("status")).isEqualTo("active");
        imago.json("token", "send", "--from", "dev", "--to", "me", "--amount", "1")
                .exits(0);
        imago.json("passport", "rotate", "me", "--new-key", "me-2").exits(0);
        imago.json("token", "send", "--from", "dev", "--to", "me-2", "--amount", "1")
                .exits(0);
        imago.json("passport", "revoke", "me-2").exits(0);
        assertThat(imago.json("passport", "show", id).text("status")).isEqualTo("revoked");
    }

    @Test
    void aBackupComesBackElsewhere() throws Exception {
        Path backup = directory.resolve("backup.tar");
        Distribution.Result made = imago.json("node", "backup", "--out", backup).exits(0);
        assertThat(made.json().path("bytes").asLong()).isEqualTo(new File(backup.toString()).length());
        Distribution restored = new Distribution(directory.resolve("restored"));
        assertThat(restored.json("node", "restore", backup)
                        .exits(0)
                        .json()
                        .path("height")
                        .asLong())
                .isEqualTo(made.json().path("height").asLong());
        byte[] bytes = Files.readAllBytes(backup);
        bytes[bytes.length / 2] ^= 1;
        new Distribution(directory.resolve("damaged"))
                .json("node", "restore", pictures.file("damaged.tar", bytes))
                .refuses("backup-rejected");
    }

    private void fund(String name) throws Exception {
        imago.json("key", "create", name).exits(0);
        imago.json("token", "send", "--from", "dev", "--to", name, "--amount", "10")
                .exits(0);
    }
}
