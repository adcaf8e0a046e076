package one.imago.watermark.mark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import one.imago.node.picture.Picture;
import one.imago.watermark.MarkSchemes;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;

/** No scheme may find an id where none was written: flat, noisy, striped and photographic pictures, many keys. */
class FalseAlarmPropertyTest {
    private static final long SEED = 20_260_101;

    @Test
    void findsNothingInPicturesWithoutAMark() {
        Random random = new Random(SEED);
        Picture scene = SceneRenderer.render(3, 320, 240);
        for (int round = 0; round < 12; round++) {
            Picture picture = round % 4 == 0 ? scene : synthetic(random, round % 4);
            MarkKey key = round == 0 ? MarkKey.LOCATOR : key(random);
            for (MarkScheme scheme : MarkSchemes.all()) {
                assertThat(scheme.extract(picture, key).ids())
                        .as("seed %d, round %d", SEED, round)
                        .isEmpty();
                assertThat(scheme.extract(picture, MarkKey.LOCATOR).ids()).isEmpty();
            }
        }
    }

    @Test
    void findsNothingInAnyPlainColour() {
        for (int level = 0; level < 256; level += 51) {
            byte[] bgr = new byte[3 * 256 * 256];
            java.util.Arrays.fill(bgr, (byte) level);
            Picture plain = new Picture(256, 256, bgr);
            assertThat(MarkSchemes.standard().extract(plain, MarkKey.LOCATOR).ids())
                    .isEmpty();
        }
    }

    private static Picture synthetic(Random random, int kind) {
        byte[] bgr = new byte[3 * 272 * 256];
        int period = 2 + random.nextInt(30);
        int spread = 1 + random.nextInt(60);
        for (int i = 0; i < bgr.length; i++) {
            int x = i / 3 % 272;
            int y = i / 3 / 272;
            bgr[i] = (byte)
                    switch (kind) {
                        case 1 -> random.nextInt(256);
                        case 2 -> (x + y) % period < period / 2 ? 40 : 200;
                        default -> Math.min(255, 60 + (int) (x * 0.5) + random.nextInt(spread));
                    };
        }
        return new Picture(272, 256, bgr);
    }

    private static MarkKey key(Random random) {
        byte[] bytes = new byte[MarkKey.LENGTH];
        random.nextBytes(bytes);
        return MarkKey.parse(java.util.HexFormat.of().formatHex(bytes));
    }
}
