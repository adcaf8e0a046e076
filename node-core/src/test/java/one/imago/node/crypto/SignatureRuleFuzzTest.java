package one.imago.node.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

final class SignatureRuleFuzzTest {
    private static final Ed25519Rule PORTABLE = new Ed25519Rule(new PortableEd25519());
    private static final Ed25519Rule FASTEST =
            NativeEd25519.load().map(Ed25519Rule::new).orElse(PORTABLE);

    /** Key, signature and message from anywhere: no library throws, and both say the same. */
    @FuzzTest
    void judgesAnyBytes(byte[] bytes) {
        if (bytes.length >= 96) {
            PublicKey key = PublicKey.of(Arrays.copyOf(bytes, 32));
            byte[] signature = Arrays.copyOfRange(bytes, 32, 96);
            byte[] message = Arrays.copyOfRange(bytes, 96, bytes.length);
            assertThat(FASTEST.accepts(key, message, signature)).isEqualTo(PORTABLE.accepts(key, message, signature));
        }
    }
}
