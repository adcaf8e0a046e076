package one.imago.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import one.imago.watermark.scene.Encoders;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Marks as a person writes and reads them. */
final class WatermarkCommandsIT {
    private static final String ID = "0123456789abcdef";

    @TempDir
    Path directory;

    private InProcess imago;
    private String photo;
    private String other;

    @BeforeEach
    void start() throws Exception {
        imago = new InProcess(directory);
        photo = picture("photo.png", 1);
        other = picture("other.jpg", 2);
    }

    @Test
    void whatTheWhitePapersMarkShowsComesBack() throws Exception {
        String marked = path("marked.png");
        JsonNode embedded = imago.run(
                        "watermark", "embed", photo, marked, "--scheme", "whitepaper", "--text", "TEST", "--json")
                .json();
        assertThat(embedded.path("psnr").asDouble()).isGreaterThan(42);
        assertThat(embedded.path("ssim").asDouble()).isGreaterThan(0.95);
        assertThat(embedded.path("scheme").asString()).isEqualTo("whitepaper");
        String mark = path("mark.png");
        InProcess.Result read =
                imago.run("watermark", "extract", marked, "--scheme", "whitepaper", "--out", mark, "--json");
        assertThat(read.exit()).isZero();
        assertThat(read.json().path("found").asBoolean()).isTrue();
        assertThat(read.json().path("id").isNull()).isTrue();
        assertThat(read.json().path("ids")).isEmpty();
        // 24 x 12 dots, eight pixels each: the bar of the first T is white, the corner is not.
        var shown = ImageIO.read(Path.of(mark).toFile());
        assertThat(shown.getWidth()).isEqualTo(192);
        assertThat(shown.getRGB(8 * 5 + 4, 8 * 3 + 4) & 0xff).isGreaterThan(200);
        assertThat(shown.getRGB(4, 4) & 0xff).isLessThan(50);
    }

    @Test
    void severalPicturesGoIntoADirectoryAndAreAnsweredInOrder() throws Exception {
        String out = Files.createDirectory(directory.resolve("marked")).toString();
        InProcess.Result embedded = imago.run(
                "watermark",
                "embed",
                photo,
                other,
                path("missing.png"),
                "--out",
                out,
                "--scheme",
                "whitepaper",
                "--id",
                ID,
                "--explain",
                path("explained"),
                "--json");
        assertThat(embedded.exit()).isEqualTo(4);
        assertThat(embedded.json()).hasSize(3);
        assertThat(embedded.json().get(1).path("file").asString()).isEqualTo(other);
        assertThat(embedded.json().get(1).path("out").asString()).endsWith("other.jpg");
        assertThat(embedded.json().get(2).path("error").path("code").asString()).isEqualTo("file-not-found");
        assertThat(directory.resolve("explained/photo-difference.png")).exists();
        InProcess.Result read = imago.run(
                "watermark",
                "extract",
                out + "/photo.png",
                out + "/other.jpg",
                photo,
                "--scheme",
                "whitepaper",
                "--json");
        assertThat(read.exit()).isEqualTo(1);
        assertThat(read.json().get(0).path("id").asString()).isEqualTo(ID);
        assertThat(read.json().get(1).path("ids").get(0).asString()).isEqualTo(ID);
        assertThat(read.json().get(2).path("found").asBoolean()).isFalse();
    }

    @Test
    void explainsWithPicturesWhereAMarkWentAndWhatItWasReadFrom() throws Exception {
        String shown = path("shown");
        String marked = path("marked.png");
        assertThat(imago.run("watermark", "embed", photo, marked, "--id", ID, "--explain", shown)
                        .exit())
                .isZero();
        assertThat(imago.run("watermark", "extract", marked, "--explain", shown).exit())
                .isZero();
        try (Stream<Path> files = Files.list(Path.of(shown))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "photo-strength.png",
                            "photo-tile.png",
                            "photo-difference.png",
                            "marked-residual.png",
                            "marked-spectrum.png",
                            "marked-agreement.png",
                            "marked-geometry.png");
        }
    }

    @Test
    void saysWhatIsMissingOrDoesNotGoTogether() {
        assertThat(usage("watermark", "embed", photo, "--id", ID)).contains("where to write");
        assertThat(usage("watermark", "embed", photo, path("o.png"), "--scheme", "whitepaper"))
                .contains("--text");
        assertThat(usage("watermark", "embed", photo, path("o.png"), "--scheme", "robust"))
                .contains("--id");
        assertThat(usage("watermark", "embed", photo, path("o.png"), "--scheme", "robust", "--text", "A"))
                .contains("whitepaper");
        assertThat(usage("watermark", "embed", photo, path("o.png"), "--scheme", "whitepaper", "--text", "Ä"))
                .contains("letters A to Z");
        assertThat(usage("watermark", "extract", photo, "--scheme", "robust", "--out", path("m.png")))
                .contains("--out");
        assertThat(directory.resolve("o.png")).doesNotExist();
        JsonNode tooLong = imago.run(
                        "watermark",
                        "embed",
                        photo,
                        path("o.png"),
                        "--scheme",
                        "whitepaper",
                        "--text",
                        "A VERY LONG STORY ABOUT NOTHING",
                        "--json")
                .json();
        assertThat(tooLong.path("error").path("code").asString()).isEqualTo("not-markable");
        assertThat(tooLong.path("error").path("message").asString()).contains("too long");
    }

    private String usage(String... arguments) {
        InProcess.Result result = imago.run(arguments);
        assertThat(result.exit()).as(String.join(" ", arguments)).isEqualTo(2);
        return result.err();
    }

    private String picture(String name, int seed) throws Exception {
        byte[] file = name.endsWith("png")
                ? Encoders.javaPng(SceneRenderer.render(seed, 576, 384))
                : Encoders.javaJpeg(SceneRenderer.render(seed, 576, 384), 92);
        return Files.write(directory.resolve(name), file).toString();
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
