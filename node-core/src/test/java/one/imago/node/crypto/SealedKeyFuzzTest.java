package one.imago.node.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

final class SealedKeyFuzzTest {
    @FuzzTest
    void decodesOnlyWhatItWouldWriteItself(byte[] bytes) {
        try {
            assertThat(SealedKey.decode(bytes).encode()).isEqualTo(bytes);
        } catch (SealingException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }
}
