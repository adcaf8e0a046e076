package one.imago.watermark.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import one.imago.watermark.scene.Encoders;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;

class RawFileTest {
    private static final byte[] JPEG = Encoders.javaJpeg(SceneRenderer.render(3, 96, 64), 90);

    @Test
    void recognisesADngAndTakesItsPreviewOut() {
        assertThat(RawFile.of(RawFiles.dng(400, 300, 240_000, JPEG))).hasValueSatisfying(raw -> {
            assertThat(raw.kind()).isEqualTo(RawFile.Kind.DNG);
            assertThat(raw.side()).isEqualTo(400);
            assertThat(raw.preview()).isEqualTo(JPEG);
        });
    }

    @Test
    void seesThroughAJpegInADngsClothes() {
        assertThat(RawFile.of(RawFiles.jpegInDisguise(400, 300, JPEG))).isEmpty();
    }

    @Test
    void wantsAsMuchDataAsASensorHas() {
        assertThat(RawFile.of(RawFiles.dng(4000, 3000, 240_000, JPEG))).isEmpty();
    }

    @Test
    void takesNoOtherFileForRaw() {
        assertThat(RawFile.of(new byte[0])).isEmpty();
        assertThat(RawFile.of(JPEG)).isEmpty();
        byte[] whole = RawFiles.dng(400, 300, 240_000, JPEG);
        assertThat(RawFile.of(Arrays.copyOf(whole, 100))).isEmpty();
    }

    @Test
    void aDirectoryThatPointsToItselfIsReadOnce() {
        byte[] file = RawFiles.dng(400, 300, 240_000, JPEG);
        file[8 + 2 + 12 * 9] = 8;

        assertThat(RawFile.of(file)).isEmpty();
    }
}
