package one.imago.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import one.imago.watermark.attack.Attack;
import one.imago.watermark.attack.Attacks;
import one.imago.watermark.attack.Family;
import one.imago.watermark.scene.Encoders;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whatever was done to a copy, the node that it is shown to names the work; a stranger's picture never. */
final class AttackFamiliesAcceptanceTest {
    private static final List<String> ATTACKS = List.of(
            "identity",
            "jpeg50",
            "resize50",
            "crop_corner25",
            "rot5",
            "flip_h",
            "paint25",
            "gamma0.6",
            "noise15",
            "social720",
            "flip+crop50+bright+jpeg60",
            "persp3");

    @TempDir
    Path directory;

    @Test
    void aRunningNodeNamesTheWorkAfterEachFamilyOfAttacks() throws Exception {
        Set<Family> families = EnumSet.noneOf(Family.class);
        ATTACKS.forEach(
                name -> families.add(Attacks.named(name).map(Attack::family).orElseThrow()));
        assertThat(families).containsExactlyInAnyOrder(Family.values());

        Distribution imago = new Distribution(directory.resolve("data"));
        Path photo =
                Files.write(directory.resolve("photo.jpg"), Encoders.javaJpeg(SceneRenderer.render(31, 900, 640), 92));
        Path stranger = Files.write(
                directory.resolve("stranger.jpg"), Encoders.javaJpeg(SceneRenderer.render(32, 900, 640), 92));
        Path marked = Files.createDirectory(directory.resolve("marked"));
        Path copies = directory.resolve("copies");
        try (TestNode node = TestNode.start(imago)) {
            String workId = imago.json("image", "register", photo, "--key", "dev", "--out", marked.resolve("photo.jpg"))
                    .exits(0)
                    .text("workId");
            imago.json("bench", "attacks", marked, copies, "--attacks", String.join(",", ATTACKS))
                    .exits(0);
            List<Object> verify = new ArrayList<>(List.of("image", "verify"));
            ATTACKS.forEach(name -> verify.add(copies.resolve(name).resolve("photo.png")));
            JsonNode answers = imago.json(verify.toArray()).exits(0).json();
            assertThat(answers.size()).isEqualTo(ATTACKS.size());
            for (JsonNode answer : answers) {
                assertThat(answer.path("workId").asString(""))
                        .as(answer.path("file").asString(""))
                        .isEqualTo(workId);
                assertThat(answer.path("confirmed").asBoolean()).isTrue();
            }
            assertThat(imago.json("image", "verify", stranger)
                            .exits(1)
                            .json()
                            .path("registered")
                            .asBoolean(true))
                    .isFalse();
            assertThat(node.stop()).isZero();
        }
    }
}
