package one.imago.node.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

final class SealingFuzzTest {
    private static final SealingKey KEY =
            SealingKey.of(SigningKey.ofSeed(Hex.decode(KeystoreTest.seedOfGoldenFiles(), 32)));

    /** Any bytes but those that were sealed are refused, in one way. */
    @FuzzTest
    void opensAnyBytes(byte[] sealed) {
        try {
            assertThat(Sealing.open(KEY, sealed, "work".getBytes(US_ASCII)))
                    .isEqualTo("a picture, or what stands for one".getBytes(US_ASCII));
        } catch (SealingException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }
}
