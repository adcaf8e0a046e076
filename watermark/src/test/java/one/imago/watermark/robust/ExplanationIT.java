package one.imago.watermark.robust;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.watermark.attack.Attacks;
import one.imago.watermark.codec.Raster;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;

/** What the pictures that explain a mark show. */
class ExplanationIT {
    private static final WorkId ID = WorkId.parse("0123456789abcdef");
    private static final RobustScheme SCHEME = new RobustScheme();
    private static final Picture SCENE = SceneRenderer.render(5, 640, 480);
    private static final Map<String, Picture> OF_EMBEDDING = new LinkedHashMap<>();
    private static final Picture MARKED = marked();
    private static final Layout LAYOUT = Layout.of(MarkKey.LOCATOR);

    @Test
    void theMarkIsStrongerWhereThePictureIsBusy() {
        assertThat(OF_EMBEDDING).containsOnlyKeys("strength", "tile");
        Picture strength = requireNonNull(OF_EMBEDDING.get("strength"));
        assertThat(brightness(strength, 0, 440, 640, 480)).isGreaterThan(1.3 * brightness(strength, 0, 0, 640, 40));
    }

    @Test
    void theWavesOfTheTileStandInTheirCircles() {
        Picture tile = requireNonNull(OF_EMBEDDING.get("tile"));
        for (int i = 0; i < LAYOUT.pilotCount(); i++) {
            int x = 516 + 7 * (36 + LAYOUT.pilotU[i]) + 3;
            int y = 7 * (36 + LAYOUT.pilotV[i]) + 3;
            assertThat(brightness(tile, x - 1, y - 1, x + 2, y + 2)).isGreaterThan(90);
        }
    }

    @Test
    void thePilotsOfACopyStandInTheirCircles() {
        Map<String, Picture> shown = read("resize75");
        assertThat(shown).containsOnlyKeys("residual", "spectrum", "agreement", "geometry");
        Picture spectrum = requireNonNull(shown.get("spectrum"));
        int middle = spectrum.width() / 2;
        double around = brightness(spectrum, 0, 0, spectrum.width(), spectrum.width());
        double inside = 0;
        for (int i = 0; i < LAYOUT.pilotCount(); i++) {
            int x = (int) Math.rint(middle + 1024 / 0.75 * LAYOUT.pilotU[i] / Layout.TILE);
            int y = (int) Math.rint(middle + 1024 / 0.75 * LAYOUT.pilotV[i] / Layout.TILE);
            inside += brightness(spectrum, x - 1, y - 1, x + 2, y + 2) / LAYOUT.pilotCount();
        }
        assertThat(inside).isGreaterThan(2 * around);
        assertThat(found(spectrum)).isGreaterThan(LAYOUT.pilotCount());
    }

    @Test
    void theAgreementPeaksWhereTheTileOfTheIdBegins() {
        Picture agreement = requireNonNull(read("identity").get("agreement"));
        Shift shift = Shift.of(ID.value());
        int x = 2 * Math.floorMod(128 - 2 * shift.x(), 256);
        int y = 2 * Math.floorMod(128 - 2 * shift.y(), 256);
        assertThat(brightness(agreement, x - 1, y - 1, x + 3, y + 3))
                .isGreaterThan(3 * brightness(agreement, 0, 0, 512, 512));
    }

    @Test
    void aTurnedCopyIsLaidBackUpright() {
        Picture geometry = requireNonNull(read("rot90").get("geometry"));
        assertThat(found(geometry)).isGreaterThan(500);
        assertThat(geometry.width()).isGreaterThan(geometry.height());
        // The sky is up again.
        assertThat(brightness(geometry, 100, 60, 500, 100))
                .isGreaterThan(brightness(geometry, 100, 260, 500, 300) + 20);
    }

    @Test
    void nothingIsCircledAsFoundInAnUnmarkedPicture() {
        Map<String, Picture> shown = new LinkedHashMap<>();
        var unused = SCHEME.extract(SCENE, MarkKey.LOCATOR, (name, picture) -> shown.put(name, picture.get()));
        assertThat(shown).containsOnlyKeys("residual", "spectrum", "agreement", "geometry");
        shown.values().forEach(picture -> assertThat(found(picture)).isZero());
    }

    private static Picture marked() {
        Raster raster = Raster.of8(SCENE.width(), SCENE.height(), 3, SCENE.bgr());
        Raster marked =
                SCHEME.embed(raster, ID, MarkKey.LOCATOR, (name, picture) -> OF_EMBEDDING.put(name, picture.get()));
        return new Picture(SCENE.width(), SCENE.height(), marked.samples8());
    }

    private static Map<String, Picture> read(String attack) {
        Map<String, Picture> shown = new LinkedHashMap<>();
        Picture copy = Attacks.named(attack).orElseThrow().apply(MARKED, "scene");
        assertThat(SCHEME.extract(copy, MarkKey.LOCATOR, (name, picture) -> shown.put(name, picture.get()))
                        .ids())
                .containsExactly(ID);
        return shown;
    }

    /** Mean over the samples of a rectangle. */
    private static double brightness(Picture picture, int x0, int y0, int x1, int y1) {
        double sum = 0;
        for (int y = y0; y < y1; y++) {
            for (int i = 3 * x0; i < 3 * x1; i++) {
                sum += picture.bgr()[3 * picture.width() * y + i] & 0xff;
            }
        }
        return sum / (3.0 * (x1 - x0) * (y1 - y0));
    }

    /** Pixels in the green of what was found. */
    private static int found(Picture picture) {
        int found = 0;
        for (int at = 0; at < picture.bgr().length; at += 3) {
            int green = picture.bgr()[at + 1] & 0xff;
            found += green > (picture.bgr()[at] & 0xff) + 80 && green > (picture.bgr()[at + 2] & 0xff) + 80 ? 1 : 0;
        }
        return found;
    }
}
