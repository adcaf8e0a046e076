package one.imago.watermark.robust;

import static org.assertj.core.api.Assertions.assertThat;

import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.watermark.attack.Attacks;
import one.imago.watermark.codec.Raster;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.PictureQuality;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;

class SeveralMarksIT {
    private static final WorkId FIRST = WorkId.parse("0123456789abcdef");
    private static final WorkId SECOND = WorkId.parse("fedcba9876543210");
    private static final MarkKey OWNER = MarkKey.parse("00112233445566778899");

    private final RobustScheme scheme = new RobustScheme();
    private final Picture scene = SceneRenderer.render(5, 768, 512);

    @Test
    void anOwnersMarkStandsBesideTheLocator() {
        Picture both = marked(marked(scene, FIRST, MarkKey.LOCATOR), SECOND, OWNER);

        assertThat(PictureQuality.psnr(scene, both)).isGreaterThan(38);
        for (String attack : new String[] {"identity", "jpeg70", "crop_centre50", "resize50"}) {
            Picture copy = Attacks.named(attack).orElseThrow().apply(both, "both");
            assertThat(scheme.extract(copy, MarkKey.LOCATOR).ids()).as(attack).containsExactly(FIRST);
            assertThat(scheme.extract(copy, OWNER).ids()).as(attack).containsExactly(SECOND);
        }
    }

    @Test
    void aPictureMarkedTwiceNamesBothIds() {
        Picture both = marked(marked(scene, FIRST, MarkKey.LOCATOR), SECOND, MarkKey.LOCATOR);

        assertThat(scheme.extract(both, MarkKey.LOCATOR).ids()).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    private Picture marked(Picture picture, WorkId id, MarkKey key) {
        Raster raster = Raster.of8(picture.width(), picture.height(), 3, picture.bgr());
        return new Picture(
                picture.width(), picture.height(), scheme.embed(raster, id, key).samples8());
    }
}
