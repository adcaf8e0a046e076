package one.imago.watermark.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class SketchFuzzTest {
    @FuzzTest
    void decodesOnlyWhatItEncodes(byte[] bytes) {
        Sketch sketch;
        try {
            sketch = Sketch.decode(bytes);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertThat(sketch.encode()).isEqualTo(bytes);
    }
}
