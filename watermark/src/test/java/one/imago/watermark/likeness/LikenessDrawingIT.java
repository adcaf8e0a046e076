package one.imago.watermark.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import one.imago.node.picture.Picture;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;

class LikenessDrawingIT {
    private static final int FOUND = 0x3cdc5a;
    private static final Picture WORK = SceneRenderer.render(31, 640, 480);

    @Test
    void thePlaceOfAPartIsOutlinedInTheWork() {
        Picture drawn = LikenessDrawing.of(part(160, 120, 320, 240), WORK);
        // Both are drawn 480 wide; the work begins at 492, and the part in it at a quarter.
        for (int x = 20; x < 220; x += 20) {
            assertThat(foundNear(drawn, 492 + 120 + x, 90)).isTrue();
            assertThat(foundNear(drawn, 492 + 120 + x, 270)).isTrue();
        }
        assertThat(foundNear(drawn, 492 + 120, 180)).isTrue();
        assertThat(foundNear(drawn, 492 + 360, 180)).isTrue();
    }

    @Test
    void nothingIsOutlinedBetweenStrangers() {
        Picture drawn = LikenessDrawing.of(SceneRenderer.render(90, 640, 480), WORK);
        boolean any = false;
        for (int y = 0; y < drawn.height(); y++) {
            for (int x = 0; x < drawn.width(); x++) {
                any |= rgb(drawn, x, y) == FOUND;
            }
        }
        assertThat(any).isFalse();
    }

    private static Picture part(int left, int top, int width, int height) {
        byte[] bgr = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            System.arraycopy(WORK.bgr(), 3 * (WORK.width() * (top + y) + left), bgr, 3 * width * y, 3 * width);
        }
        return new Picture(width, height, bgr);
    }

    private static boolean foundNear(Picture picture, int x, int y) {
        for (int dy = -4; dy <= 4; dy++) {
            for (int dx = -4; dx <= 4; dx++) {
                if (rgb(picture, x + dx, y + dy) == FOUND) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int rgb(Picture picture, int x, int y) {
        int at = 3 * (picture.width() * y + x);
        byte[] bgr = picture.bgr();
        return ((bgr[at + 2] & 0xff) << 16) | ((bgr[at + 1] & 0xff) << 8) | (bgr[at] & 0xff);
    }
}
