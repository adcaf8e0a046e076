package one.imago.watermark.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SketchTest {
    private static Sketch random(long seed, int features) {
        Random random = new Random(seed);
        byte[] luminance = new byte[Sketch.SIDE * Sketch.SIDE];
        random.nextBytes(luminance);
        char[] positions = new char[2 * features];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = (char) random.nextInt(65536);
        }
        byte[] descriptors = new byte[Sketch.DESCRIPTOR_BYTES * features];
        random.nextBytes(descriptors);
        return new Sketch(640, 480, luminance, positions, descriptors);
    }

    @Test
    void survivesTheDisk() {
        for (int features : new int[] {0, 1, Sketch.MAX_FEATURES}) {
            Sketch sketch = random(features, features);

            assertThat(Sketch.decode(sketch.encode())).isEqualTo(sketch);
        }
    }

    @Test
    void refusesBytesThatAreNoSketch() {
        byte[] bytes = random(1, 3).encode();

        assertThatThrownBy(() -> Sketch.decode(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sketch.decode(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(IllegalArgumentException.class);
        bytes[0] = 9;
        assertThatThrownBy(() -> Sketch.decode(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unrelatedFramesDoNotAgree() {
        BlockAgreement agreement = BlockAgreement.of(random(1, 0), random(2, 0));

        assertThat(agreement.blocks()).isEqualTo(64);
        assertThat(agreement.share()).isLessThan(0.1);
    }

    @Test
    void flatFramesSayNothing() {
        Sketch flat = new Sketch(64, 64, new byte[Sketch.SIDE * Sketch.SIDE], new char[0], new byte[0]);

        assertThat(BlockAgreement.of(flat, flat)).isEqualTo(new BlockAgreement(0, 0));
        assertThat(new Likeness(0, BlockAgreement.of(flat, flat), new Geometry(0, 0)).accepted())
                .isFalse();
    }
}
