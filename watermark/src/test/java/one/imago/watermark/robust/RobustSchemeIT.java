package one.imago.watermark.robust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.watermark.attack.Attacks;
import one.imago.watermark.codec.Raster;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.PictureQuality;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RobustSchemeIT {
    private static final WorkId ID = WorkId.parse("0123456789abcdef");
    private static final RobustScheme SCHEME = new RobustScheme();
    private static final Picture SCENE = SceneRenderer.render(5, 768, 512);
    private static final Picture MARKED = marked(SCENE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identity",
                "jpeg50_java",
                "webp50",
                "resize75",
                "resize30",
                "aspect_90x100",
                "crop_corner25",
                "rot5",
                "rot90",
                "flip_v",
                "paint25",
                "equalised",
                "negative",
                "noise15",
                "median5",
                "screenshot",
                "rot5+crop+resize75+jpeg70",
                "persp3"
            })
    void survives(String attack) {
        Picture copy = Attacks.named(attack).orElseThrow().apply(MARKED, "scene");
        assertThat(SCHEME.extract(copy, MarkKey.LOCATOR).ids()).containsExactly(ID);
    }

    @Test
    void isHardlySeen() {
        assertThat(PictureQuality.psnr(SCENE, MARKED)).isGreaterThan(40);
        assertThat(PictureQuality.ssim(SCENE, MARKED)).isGreaterThan(0.97);
    }

    @Test
    void findsNothingInPicturesOfOneColourOrNoSize() {
        for (int[] size : new int[][] {{1, 1}, {1, 3000}, {3000, 1}, {2, 2}, {47, 300}, {64, 64}, {300, 300}}) {
            for (int colour : new int[] {0, 128, 255}) {
                byte[] bgr = new byte[3 * size[0] * size[1]];
                Arrays.fill(bgr, (byte) colour);
                assertThat(SCHEME.extract(new Picture(size[0], size[1], bgr), MarkKey.LOCATOR)
                                .ids())
                        .isEmpty();
            }
        }
    }

    @Test
    void findsNothingInTheUnmarkedScene() {
        assertThat(SCHEME.extract(SCENE, MarkKey.LOCATOR).ids()).isEmpty();
    }

    /** A white page can only be made darker, a black one only lighter: half a mark. */
    @Test
    void marksWhiteAndBlackPages() {
        for (int colour : new int[] {0, 255}) {
            byte[] bgr = new byte[3 * 400 * 300];
            Arrays.fill(bgr, (byte) colour);
            Picture page = marked(new Picture(400, 300, bgr));
            assertThat(SCHEME.extract(page, MarkKey.LOCATOR).ids()).containsExactly(ID);
        }
    }

    private static Picture marked(Picture picture) {
        Raster raster = Raster.of8(picture.width(), picture.height(), 3, picture.bgr());
        return new Picture(
                picture.width(),
                picture.height(),
                SCHEME.embed(raster, ID, MarkKey.LOCATOR).samples8());
    }
}
