package one.imago.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The bench of marks on three parts of the demo's picture, with the scheme that is quick. */
final class BenchWatermarkIT {
    @TempDir
    Path directory;

    private Path pictures;
    private InProcess imago;

    @BeforeEach
    void pictures() throws IOException {
        pictures = Files.createDirectory(directory.resolve("pictures"));
        imago = new InProcess(directory);
        try (InputStream in = Imago.class.getResourceAsStream("demo.jpg")) {
            BufferedImage whole = ImageIO.read(in);
            for (int i = 0; i < 2; i++) {
                BufferedImage part = whole.getSubimage(400 * i, 0, 400, 320);
                ImageIO.write(
                        part, "png", pictures.resolve("part-" + i + ".png").toFile());
            }
            ImageIO.write(
                    whole.getSubimage(0, 0, 60, 50),
                    "png",
                    pictures.resolve("tiny.png").toFile());
        }
    }

    @Test
    void countsWhatSurvivesAndListsWhatDoesNot() {
        InProcess.Result result = bench("--attacks", "identity,jpeg70,rot15", "--json");
        assertThat(result.exit()).isZero();
        assertThat(only(result.json(), "attack", "attack", "identity")
                        .path("recovery")
                        .doubleValue())
                .isEqualTo(1);
        assertThat(only(result.json(), "attack", "attack", "rot15").path("met").booleanValue())
                .isFalse();
        assertThat(rows(result.json(), "failure"))
                .extracting(row -> row.path("picture").asString())
                .containsExactly("part-0.png", "part-1.png");
        assertThat(only(result.json(), "picture", "picture", "part-0.png")
                        .path("psnr")
                        .doubleValue())
                .isBetween(40.0, 60.0);
        assertThat(only(result.json(), "picture", "picture", "tiny.png")
                        .path("skipped")
                        .asString())
                .isNotEmpty();
        assertThat(only(result.json(), "summary", "name", "wrong ids")
                        .path("value")
                        .doubleValue())
                .isZero();
    }

    @Test
    void aRunIsTheSameAgainButForItsTimes() {
        String once = timeless(
                bench("--attacks", "paint25,noise15,crop_rand10", "--json").json());
        assertThat(timeless(bench("--attacks", "paint25,noise15,crop_rand10", "--threads", "2", "--json")
                        .json()))
                .isEqualTo(once);
    }

    @Test
    void aForgedMarkIsReadButNeverConfirmed() {
        JsonNode rows = bench("--attacks", "none", "--misuse", "--json").json();
        JsonNode forged = only(rows, "misuse", "misuse", "marked with another's id");
        assertThat(forged.path("trials").intValue()).isEqualTo(2);
        assertThat(forged.path("otherRead").intValue()).isEqualTo(2);
        for (JsonNode row : rows(rows, "misuse")) {
            assertThat(row.path("otherConfirmed").intValue()).as("%s", row).isZero();
        }
    }

    @Test
    void unmarkedCropsAreCounted() {
        JsonNode rows = bench("--attacks", "none", "--unmarked", pictures.toString(), "--crops", "30", "--json")
                .json();
        JsonNode unmarked = rows(rows, "unmarked").get(0);
        assertThat(unmarked.path("crops").intValue()).isEqualTo(30);
        assertThat(unmarked.path("readings").intValue()).isZero();
        assertThat(unmarked.path("bound95").doubleValue()).isEqualTo(0.1);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(bench("--attacks", "jpeg51").exit()).isEqualTo(2);
        assertThat(bench("--scheme", "none").exit()).isEqualTo(2);
        assertThat(imago.run("bench", "watermark", directory.resolve("nowhere").toString())
                        .exit())
                .isEqualTo(4);
    }

    private InProcess.Result bench(String... more) {
        List<String> arguments =
                new java.util.ArrayList<>(List.of("bench", "watermark", pictures.toString(), "--scheme", "whitepaper"));
        // The last one given counts where a test names a scheme itself.
        if (List.of(more).contains("--scheme")) {
            arguments.subList(3, 5).clear();
        }
        arguments.addAll(List.of(more));
        return imago.run(arguments.toArray(String[]::new));
    }

    private static List<JsonNode> rows(JsonNode all, String table) {
        return all.valueStream()
                .filter(row -> row.path("table").asString().equals(table))
                .toList();
    }

    private static JsonNode only(JsonNode all, String table, String field, String value) {
        List<JsonNode> found = rows(all, table).stream()
                .filter(row -> row.path(field).asString().equals(value))
                .toList();
        assertThat(found).as("%s %s", table, value).hasSize(1);
        return found.get(0);
    }

    private static String timeless(JsonNode all) {
        Set<String> kept = new TreeSet<>();
        for (JsonNode row : rows(all, "attack")) {
            kept.add(row.toString());
        }
        for (JsonNode row : rows(all, "failure")) {
            kept.add(row.toString());
        }
        return kept.toString();
    }
}
