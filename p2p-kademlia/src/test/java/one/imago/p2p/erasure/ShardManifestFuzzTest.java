package one.imago.p2p.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

final class ShardManifestFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void decodesOnlyWhatItWouldWriteItself(byte[] bytes) {
        try {
            assertThat(ShardManifest.decode(bytes).encode()).isEqualTo(bytes);
        } catch (MalformedManifest e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }
}
