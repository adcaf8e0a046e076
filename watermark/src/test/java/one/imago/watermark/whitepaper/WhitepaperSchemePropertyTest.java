package one.imago.watermark.whitepaper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.codec.LocalPictureDecoder;
import one.imago.watermark.codec.PictureLimits;
import one.imago.watermark.codec.Raster;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.PictureQuality;
import one.imago.watermark.scene.Encoders;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;

class WhitepaperSchemePropertyTest {
    private final WhitepaperScheme scheme = new WhitepaperScheme();

    @Test
    void everythingWrittenReadsBackUnderItsKeyAndNothingUnderAnother() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 8; round++) {
            String what = "seed " + seed + ", round " + round;
            Picture scene = SceneRenderer.render(1 + random.nextInt(4), 400 + random.nextInt(300), 400);
            MarkKey key = key(random);
            Optional<WorkId> id = random.nextBoolean() ? Optional.of(new WorkId(random.nextLong())) : Optional.empty();
            GrayPicture drawing = noise(random);
            Picture marked = marked(scene, new Watermark.Drawing(drawing, id), key, WhitepaperScheme.STRENGTH);
            Reading reading = scheme.read(marked, key);
            assertThat(reading.found()).as(what).isTrue();
            assertThat(reading.id()).as(what).isEqualTo(id);
            assertThat(different(
                            drawing.fitted(
                                    reading.picture().width(), reading.picture().height()),
                            reading))
                    .as(what)
                    .isLessThan(0.05);
            assertThat(PictureQuality.psnr(scene, marked)).as(what).isGreaterThan(42);
            assertThat(scheme.read(marked, key(random)).found()).as(what).isFalse();
            assertThat(scheme.read(scene, key).found()).as(what).isFalse();
        }
    }

    @Test
    void greaterStrengthIsMoreVisibleAndSurvivesMore() throws PictureRejected {
        Picture scene = SceneRenderer.render(2, 512, 384);
        Watermark text = new Watermark.Text("TEST", Optional.empty());
        Picture weak = marked(scene, text, MarkKey.LOCATOR, 8);
        Picture strong = marked(scene, text, MarkKey.LOCATOR, 32);
        assertThat(PictureQuality.psnr(scene, weak)).isGreaterThan(PictureQuality.psnr(scene, strong) + 8);
        assertThat(scheme.read(jpeg80(strong), MarkKey.LOCATOR).found()).isTrue();
        assertThat(scheme.read(jpeg80(weak), MarkKey.LOCATOR).found()).isFalse();
    }

    /** What the scheme does not do is part of what it is. */
    @Test
    void aCropByOnePixelLosesTheMark() {
        Picture marked = marked(
                SceneRenderer.render(3, 520, 400),
                new Watermark.Text("TEST", Optional.of(new WorkId(7))),
                MarkKey.LOCATOR,
                WhitepaperScheme.STRENGTH);
        byte[] cropped = new byte[3 * 519 * 400];
        for (int y = 0; y < 400; y++) {
            System.arraycopy(marked.bgr(), 3 * (520 * y + 1), cropped, 3 * 519 * y, 3 * 519);
        }
        assertThat(scheme.read(new Picture(519, 400, cropped), MarkKey.LOCATOR).found())
                .isFalse();
    }

    private Picture marked(Picture scene, Watermark watermark, MarkKey key, float strength) {
        Raster raster = Raster.of8(scene.width(), scene.height(), 3, scene.bgr());
        Raster marked = scheme.embed(raster, watermark, key, strength);
        return new Picture(marked.width(), marked.height(), marked.samples8());
    }

    private static Picture jpeg80(Picture picture) throws PictureRejected {
        return new LocalPictureDecoder(PictureLimits.DEFAULT).read(Encoders.javaJpeg(picture, 80));
    }

    /** The share of samples whose upper four bits differ. */
    private static double different(GrayPicture expected, Reading reading) {
        int wrong = 0;
        for (int i = 0; i < expected.samples().length; i++) {
            wrong += expected.at(i) >> 4 == reading.picture().at(i) >> 4 ? 0 : 1;
        }
        return wrong / (double) expected.samples().length;
    }

    private static GrayPicture noise(Random random) {
        byte[] samples = new byte[64 * 48];
        random.nextBytes(samples);
        return new GrayPicture(64, 48, samples);
    }

    private static MarkKey key(Random random) {
        byte[] key = new byte[MarkKey.LENGTH];
        random.nextBytes(key);
        return MarkKey.parse(HexFormat.of().formatHex(key));
    }
}
