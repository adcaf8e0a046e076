package one.imago.watermark.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import one.imago.node.picture.Picture;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;

class MarkEstimateIT {
    private static final int TILE = 128;

    /** A pattern of two gray levels up or down that repeats. */
    private final boolean[] pattern = pattern();

    @Test
    void theAverageOfManyPicturesIsWhatTheyShare() {
        List<MarkEstimate> estimates = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            estimates.add(MarkEstimate.of(marked(SceneRenderer.render(10 + i, 384, 256))));
        }
        Picture gray = gray(TILE, TILE, 128);
        Picture shown = MarkEstimate.common(estimates, 4).addedTo(gray, 1);
        int agreeing = 0;
        for (int i = 0; i < pattern.length; i++) {
            agreeing += ((shown.bgr()[3 * i] & 0xff) > 128) == pattern[i] ? 1 : 0;
        }
        assertThat(agreeing / (double) pattern.length).isGreaterThan(0.8);
    }

    @Test
    void whatIsAddedCanBeTakenAwayAgain() {
        Picture gray = gray(100, 80, 128);
        MarkEstimate estimate = MarkEstimate.of(marked(SceneRenderer.render(5, 100, 80)));
        Picture there = estimate.addedTo(gray, 1);
        assertThat(there.bgr()).isNotEqualTo(gray.bgr());
        Picture back = estimate.addedTo(there, -1);
        for (int i = 0; i < back.bgr().length; i++) {
            assertThat(back.bgr()[i] & 0xff).isBetween(127, 129);
        }
    }

    @Test
    void cropsLieInsideThePicture() {
        SplittableRandom random = new SplittableRandom(1);
        Picture picture = SceneRenderer.render(6, 300, 150);
        for (int i = 0; i < 50; i++) {
            Picture crop = Crops.random(picture, random);
            assertThat(crop.width()).isBetween(200, 300);
            assertThat(crop.height()).isEqualTo(150);
            assertThat(crop.bgr()).hasSize(3 * crop.width() * crop.height());
        }
    }

    private Picture marked(Picture picture) {
        byte[] bgr = picture.bgr().clone();
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                int change = pattern[y % TILE * TILE + x % TILE] ? 2 : -2;
                int at = 3 * (y * picture.width() + x);
                for (int c = 0; c < 3; c++) {
                    bgr[at + c] = (byte) Math.max(0, Math.min(255, (bgr[at + c] & 0xff) + change));
                }
            }
        }
        return new Picture(picture.width(), picture.height(), bgr);
    }

    private static boolean[] pattern() {
        SplittableRandom random = new SplittableRandom(7);
        boolean[] pattern = new boolean[TILE * TILE];
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = random.nextBoolean();
        }
        return pattern;
    }

    private static Picture gray(int width, int height, int level) {
        byte[] bgr = new byte[3 * width * height];
        java.util.Arrays.fill(bgr, (byte) level);
        return new Picture(width, height, bgr);
    }
}
