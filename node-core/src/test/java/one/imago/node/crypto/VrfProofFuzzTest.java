package one.imago.node.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

final class VrfProofFuzzTest {
    private static final PublicKey KEY =
            SigningKey.ofSeed(new byte[SigningKey.SEED_LENGTH]).publicKey();

    /** Any bytes are refused, or are the one encoding of a proof that can be judged; under any key. */
    @FuzzTest
    void readsAnyBytes(byte[] bytes) {
        VrfProof proof;
        try {
            proof = VrfProof.of(bytes);
        } catch (IllegalArgumentException e) {
            return;
        }
        assertThat(proof.bytes()).isEqualTo(bytes);
        assertThat(VrfProof.of(proof.gamma(), proof.challenge(), proof.response()))
                .isEqualTo(proof);
        assertThat(Vrf.output(proof).bytes()).hasSize(VrfOutput.LENGTH);
        assertThat(Vrf.verify(KEY, bytes, proof)).isEmpty();
        Vrf.verify(PublicKey.of(Arrays.copyOfRange(bytes, 48, 80)), bytes, proof);
        assertThatThrownBy(() -> VrfProof.of(Arrays.copyOf(bytes, 81))).isInstanceOf(IllegalArgumentException.class);
    }
}
