package one.imago.watermark.journey;

import static org.assertj.core.api.Assertions.assertThat;

import one.imago.node.crypto.Address;
import one.imago.node.picture.Picture;
import one.imago.watermark.attack.Attack;
import one.imago.watermark.attack.Attacks;
import one.imago.watermark.journey.Studio.Registered;
import one.imago.watermark.likeness.Relation;
import one.imago.watermark.scene.Encoders;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CopyDetectionIT {
    private static final Address ANNA = Studio.person("anna");

    private static Studio studio;
    private static Picture picture;
    private static Registered work;

    @BeforeAll
    static void registerSome() throws Exception {
        studio = new Studio();
        picture = SceneRenderer.render(31, 640, 480);
        work = studio.register(ANNA, Encoders.javaPng(picture));
        for (int seed = 70; seed < 74; seed++) {
            var unused = studio.register(ANNA, Copies.photograph(seed));
        }
    }

    @AfterAll
    static void close() throws Exception {
        studio.close();
    }

    private static void assertFound(String attack, Relation relation) throws Exception {
        Attack change = Attacks.copies().stream()
                .filter(a -> a.name().equals(attack))
                .findFirst()
                .orElseThrow();
        byte[] copy = Encoders.javaJpeg(change.apply(picture, "scene"), 85);

        assertThat(studio.journeys().search().search(copy, 5).matches())
                .as(attack)
                .singleElement()
                .satisfies(match -> {
                    assertThat(match.work()).isEqualTo(work.work());
                    assertThat(match.relation()).isEqualTo(relation);
                });
    }

    @Test
    void findsAPartOfAPicture() throws Exception {
        assertFound("crop50", Relation.DERIVED);
    }

    @Test
    void findsATurnedPicture() throws Exception {
        assertFound("rot15", Relation.DERIVED);
    }

    @Test
    void findsAMirroredPicture() throws Exception {
        assertFound("flip_h", Relation.SAME);
    }

    @Test
    void findsAPictureInAnother() throws Exception {
        assertFound("paste50", Relation.CONTAINS);
    }

    @Test
    void findsWhatItRememberedBeforeARestart() throws Exception {
        studio.restart();
        assertFound("crop70", Relation.DERIVED);
    }

    @Test
    void aSharedCornerNamesNobody() throws Exception {
        Picture other = SceneRenderer.render(90, 640, 480);
        byte[] mixed = other.bgr().clone();
        for (int y = 0; y < 110; y++) {
            System.arraycopy(picture.bgr(), 3 * 640 * y, mixed, 3 * 640 * y, 3 * 150);
        }

        assertThat(studio.journeys()
                        .search()
                        .search(Encoders.javaPng(new Picture(640, 480, mixed)), 5)
                        .matches())
                .isEmpty();
    }
}
