package one.imago.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The first minutes with the product. */
final class FirstTourAcceptanceTest {
    @TempDir
    Path directory;

    @Test
    void theDemoRegistersDamagesAndRecognisesAPictureAndLeavesNothing() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        JsonNode told = new Distribution(directory.resolve("data"))
                .with("IMAGO_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary)
                .json("demo")
                .exits(0)
                .json();
        assertThat(told.path("registered").asBoolean()).isTrue();
        assertThat(told.path("verified").asBoolean()).isTrue();
        assertThat(told.path("workId").asString()).matches("[0-9a-f]{16}");
        assertThat(told.path("seconds").asDouble()).isPositive();
        assertThat(directory.resolve("data")).doesNotExist();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("imago")))
                    .isEmpty();
        }
    }

    @Test
    void everyCommandSaysThatNoNodeRuns() throws Exception {
        Distribution imago = new Distribution(directory.resolve("none"));
        Path picture = new Pictures(directory).scene(0);
        for (List<Object> command : List.<List<Object>>of(
                List.of("node", "status"),
                List.of("image", "verify", picture),
                List.of("crawl", "run", "--seed", "http://127.0.0.1/"))) {
            Distribution.Result result = imago.json(command.toArray()).exits(3);
            assertThat(result.json().path("error").path("code").asString()).isEqualTo("node-not-running");
            assertThat(result.json().path("error").path("hint").asString()).contains("imago node run");
        }
        imago.json("node", "status", "--rpc", "http://127.0.0.1:9").exits(3);
    }

    @Test
    void filesAreMarkedAndReadWithoutANode() throws Exception {
        Distribution imago = new Distribution(directory.resolve("none"));
        Pictures pictures = new Pictures(directory);
        Path picture = pictures.scene(0);
        Path marked = directory.resolve("marked.png");
        JsonNode embedded = imago.json("watermark", "embed", picture, marked, "--id", "0123456789abcdef")
                .exits(0)
                .json();
        assertThat(embedded.path("psnr").asDouble()).isGreaterThan(36);
        assertThat(embedded.path("ssim").asDouble()).isGreaterThan(0.9);
        JsonNode both = imago.json("watermark", "extract", pictures.jpeg(marked, 70), picture)
                .exits(1)
                .json();
        assertThat(both.get(0).path("id").asString()).isEqualTo("0123456789abcdef");
        assertThat(both.get(1).path("found").asBoolean(true)).isFalse();
        JsonNode prints = imago.json("fingerprint", picture).exits(0).json();
        assertThat(prints.path("width").asInt()).isEqualTo(480);
        assertThat(prints.path("phash0").asString()).matches("[0-9a-f]{16}");
        assertThat(prints.path("pdq").asString()).matches("[0-9a-f]{64}");
        assertThat(prints.path("pdqQuality").asInt()).isBetween(0, 100);
    }
}
