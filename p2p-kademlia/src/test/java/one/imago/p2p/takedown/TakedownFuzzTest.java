package one.imago.p2p.takedown;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

final class TakedownFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void decodesOnlyWhatItWouldWriteItself(byte[] bytes) {
        try {
            assertThat(Takedown.decode(bytes).encode()).isEqualTo(bytes);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("takedown");
        }
    }
}
