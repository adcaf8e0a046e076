package one.imago.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is registered outlives the node, and proves itself without it. */
final class CertificateAcceptanceTest {
    private static final long SEED = 20_261_122;

    @TempDir
    Path directory;

    @Test
    void aRegistrationSurvivesAKillAndItsCertificateChecksOfflineAndOnlyWhole() throws Exception {
        Distribution imago = new Distribution(directory.resolve("data"));
        Pictures pictures = new Pictures(directory.resolve("pictures"));
        Path marked = directory.resolve("marked.jpg");
        String workId;
        try (TestNode node = TestNode.start(imago)) {
            workId = imago.json("image", "register", pictures.scene(4), "--key", "dev", "--out", marked)
                    .exits(0)
                    .text("workId");
            node.kill();
        }
        Path certificate = directory.resolve("work.cert");
        Path page = directory.resolve("work.html");
        try (TestNode node = TestNode.start(imago)) {
            assertThat(imago.json("image", "verify", pictures.jpeg(marked, 70))
                            .exits(0)
                            .text("workId"))
                    .isEqualTo(workId);
            imago.json("image", "certificate", workId, "--out", certificate, "--html", page)
                    .exits(0);
            assertThat(node.stop()).isZero();
        }
        assertThat(Files.readString(page)).contains(workId);
        assertThat(imago.dataDirectory().resolve("rpc.url")).doesNotExist();
        assertThat(imago.dataDirectory().resolve("rpc.cookie")).doesNotExist();

        Path genesis = Files.copy(imago.dataDirectory().resolve("genesis.toml"), directory.resolve("genesis.toml"));
        Distribution elsewhere = new Distribution(directory.resolve("nowhere"));
        JsonNode checked = elsewhere
                .json("certificate", "check", certificate, "--genesis", genesis, "--image", marked)
                .exits(0)
                .json();
        assertThat(checked.path("valid").asBoolean()).isTrue();
        assertThat(checked.path("trust").asString()).isEqualTo("pinned");
        assertThat(checked.path("workId").asString()).isEqualTo(workId);
        JsonNode unpinned =
                elsewhere.json("certificate", "check", certificate).exits(1).json();
        assertThat(unpinned.path("consistent").asBoolean()).isTrue();
        assertThat(unpinned.path("trust").asString()).isEqualTo("unpinned");
        elsewhere
                .json("certificate", "check", certificate, "--genesis", genesis, "--image", genesis)
                .exits(1);

        byte[] bytes = Files.readAllBytes(certificate);
        Random random = new Random(SEED);
        for (int i = 0; i < 5; i++) {
            byte[] changed = bytes.clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            elsewhere
                    .json("certificate", "check", pictures.file("changed.cert", changed), "--genesis", genesis)
                    .exits(1);
        }
    }
}
