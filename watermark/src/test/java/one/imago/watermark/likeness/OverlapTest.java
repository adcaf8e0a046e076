package one.imago.watermark.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OverlapTest {
    @Test
    void cutsAPolygonByAFrame() {
        double[][] diamond = {{5, -5}, {15, 5}, {5, 15}, {-5, 5}};

        assertThat(Overlap.area(diamond)).isEqualTo(200);
        assertThat(Overlap.area(Overlap.clip(diamond, 10, 10))).isCloseTo(100, within(1e-9));
        assertThat(Overlap.clip(new double[][] {{20, 20}, {30, 20}, {30, 30}}, 10, 10))
                .isEmpty();
    }
}
