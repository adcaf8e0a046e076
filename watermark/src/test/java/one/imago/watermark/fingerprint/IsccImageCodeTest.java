package one.imago.watermark.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import one.imago.node.picture.Picture;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;

class IsccImageCodeTest {
    /** Digests and codes from the tests of the reference implementation, iscc-core. */
    @Test
    void writesTheTextOfTheReference() {
        assertThat(IsccImageCode.text(new long[] {0xc343309e3c9e8e67L})).isEqualTo("ISCC:EEA4GQZQTY6J5DTH");
        assertThat(IsccImageCode.text(
                        new long[] {0xc343309e3c9e8e67L, 0x8687613c793c1ccfL, 0x43309e3c9e8e65ceL, 0x87613c793c1ccb8dL
                        }))
                .isEqualTo("ISCC:EED4GQZQTY6J5DTHQ2DWCPDZHQOM6QZQTY6J5DTFZ2DWCPDZHQOMXDI");
    }

    @Test
    void hashesWhiteAndBlackAsTheReference() {
        byte[] white = new byte[1024];
        Arrays.fill(white, (byte) 255);
        assertThat(IsccImageCode.text(IsccImageCode.bits(white, 1))).isEqualTo("ISCC:EEAYAAAAAAAAAAAA");
        assertThat(IsccImageCode.text(IsccImageCode.bits(white, 4)))
                .isEqualTo("ISCC:EEDYAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        assertThat(IsccImageCode.bits(new byte[1024], 4)).containsOnly(0);
    }

    /** The codes of the reference pipeline, Pillow and a DCT, for the same pixels. */
    @Test
    void keepsTheCodesOfScenes() {
        assertThat(IsccImageCode.of(SceneRenderer.render(1, 256, 192))).isEqualTo("ISCC:EEA5RDBONRUPQ23D");
        assertThat(IsccImageCode.of(SceneRenderer.render(2, 320, 240))).isEqualTo("ISCC:EEAZDRTGMFQ6E32P");
        assertThat(IsccImageCode.of(SceneRenderer.render(3, 640, 427))).isEqualTo("ISCC:EEA5RSKLFUO5EU2T");
        assertThat(IsccImageCode.of(SceneRenderer.render(1, 48, 36))).isEqualTo("ISCC:EEAZRDRONF4PQ22D");
        assertThat(IsccImageCode.of(SceneRenderer.render(1, 7, 5))).isEqualTo("ISCC:EEAYDHANNXA3GPUX");
        assertThat(IsccImageCode.of(SceneRenderer.render(4, 33, 700))).isEqualTo("ISCC:EEAZJR3CH4WJ2YTK");
    }

    @Test
    void cutsOffABorderOfOneColour() {
        Picture scene = SceneRenderer.render(1, 160, 120);
        byte[] framed = new byte[3 * 200 * 150];
        Arrays.fill(framed, (byte) 9);
        for (int y = 0; y < 120; y++) {
            System.arraycopy(scene.bgr(), 3 * 160 * y, framed, 3 * (200 * (y + 17) + 21), 3 * 160);
        }
        assertThat(IsccImageCode.of(new Picture(200, 150, framed))).isEqualTo(IsccImageCode.of(scene));
    }

    @Test
    void readsPicturesOfAnySize() {
        Random random = new Random(3);
        for (int[] size : new int[][] {{1, 1}, {1, 700}, {700, 1}, {31, 33}, {32, 32}, {2, 3}}) {
            byte[] bgr = new byte[3 * size[0] * size[1]];
            random.nextBytes(bgr);
            assertThat(IsccImageCode.of(new Picture(size[0], size[1], bgr))).matches("ISCC:EEA[A-Z2-7]{13}");
        }
    }
}
