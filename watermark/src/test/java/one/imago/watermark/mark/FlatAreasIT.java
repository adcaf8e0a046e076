package one.imago.watermark.mark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import one.imago.node.picture.Picture;
import org.junit.jupiter.api.Test;

class FlatAreasIT {
    @Test
    void onlyChangesWhereThePictureIsFlatCount() {
        // Left half flat, right half busy; the left changes by 1 level, the right by 40.
        byte[] before = new byte[3 * 200 * 100];
        byte[] after = before.clone();
        for (int i = 0; i < 200 * 100; i++) {
            int x = i % 200;
            int level = x < 100 ? 100 : 80 + 60 * ((x / 2 + i / 400) % 2);
            Arrays.fill(before, 3 * i, 3 * i + 3, (byte) level);
            Arrays.fill(after, 3 * i, 3 * i + 3, (byte) (level + (x < 100 ? 1 : 40)));
        }
        FlatAreas flat = FlatAreas.of(new Picture(200, 100, before), new Picture(200, 100, after));
        assertThat(flat.rms()).isCloseTo(1, within(1e-3));
        assertThat(flat.share()).isBetween(0.4, 0.5);
    }

    @Test
    void aBusyPictureHasNoFlatAreas() {
        byte[] checks = new byte[3 * 64 * 64];
        for (int i = 0; i < 64 * 64; i++) {
            Arrays.fill(checks, 3 * i, 3 * i + 3, (byte) (((i % 64 + i / 64) & 1) * 200));
        }
        Picture picture = new Picture(64, 64, checks);
        assertThat(FlatAreas.of(picture, picture)).isEqualTo(new FlatAreas(0, 0));
    }
}
