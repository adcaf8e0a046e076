package one.imago.watermark.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import one.imago.watermark.features.Features;
import one.imago.watermark.fingerprint.PdqHash;
import org.junit.jupiter.api.Test;

class SketchTest {
    private static final PdqHash PDQ = new PdqHash(1, -2, 3, -4, 77);

    private static Sketch random(long seed, int features) {
        Random random = new Random(seed);
        byte[] luminance = new byte[Sketch.SIDE * Sketch.SIDE];
        random.nextBytes(luminance);
        byte[] encoded = new byte[Features.ENCODED_BYTES * features];
        random.nextBytes(encoded);
        return new Sketch(640, 480, PDQ, luminance, Features.decode(ByteBuffer.wrap(encoded), features));
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
        BlockAgreement agreement = BlockAgreement.of(random(1, 0).luminance(), random(2, 0), null);

        assertThat(agreement.blocks()).isEqualTo(64);
        assertThat(agreement.share()).isLessThan(0.1);
    }

    @Test
    void twoSkiesAreNotEqualForTheirGradient() {
        byte[] dusk = new byte[Sketch.SIDE * Sketch.SIDE];
        byte[] dawn = new byte[Sketch.SIDE * Sketch.SIDE];
        for (int i = 0; i < dusk.length; i++) {
            int y = i / Sketch.SIDE;
            dusk[i] = (byte) (20 + 3 * y);
            dawn[i] = (byte) (5 + 2 * y + i % Sketch.SIDE / 8);
        }
        BlockAgreement skies = BlockAgreement.of(dusk, new Sketch(640, 640, PDQ, dawn, Features.none()), null);
        BlockAgreement itself = BlockAgreement.of(random(3, 0).luminance(), random(3, 0), null);

        assertThat(skies.blocks()).isEqualTo(64);
        assertThat(skies.agreeing()).isEqualTo(64);
        assertThat(skies.equal()).isZero();
        assertThat(itself.equal()).isEqualTo(64);
    }

    @Test
    void flatFramesSayNothing() {
        Sketch flat = new Sketch(64, 64, PDQ, new byte[Sketch.SIDE * Sketch.SIDE], Features.none());
        BlockAgreement agreement = BlockAgreement.of(flat.luminance(), flat, null);

        assertThat(agreement.blocks()).isZero();
        assertThat(new Likeness(Likeness.NO_PDQ, agreement, Geometry.NONE, agreement, false).relation())
                .isEqualTo(Relation.NONE);
    }
}
