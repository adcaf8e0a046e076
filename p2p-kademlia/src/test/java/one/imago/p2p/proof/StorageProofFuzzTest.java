package one.imago.p2p.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import one.imago.node.crypto.Hash;

final class StorageProofFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void decodesOnlyProofsThatItWouldWriteItself(byte[] bytes) {
        Challenge challenge = StorageProofTest.challenge(7);
        try {
            StorageProof proof = StorageProof.decode(challenge, bytes);
            assertThat(proof.encode()).isEqualTo(bytes);
            assertThat(proof.proves(challenge, Hash.ZERO)).isFalse();
        } catch (MalformedProof e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @FuzzTest(maxDuration = "1m")
    void decodesOnlyChallengesThatItWouldWriteItself(byte[] bytes) {
        try {
            assertThat(Challenge.decode(bytes).encode()).isEqualTo(bytes);
        } catch (MalformedProof e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }
}
