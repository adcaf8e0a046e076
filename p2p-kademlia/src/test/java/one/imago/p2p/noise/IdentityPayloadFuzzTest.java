package one.imago.p2p.noise;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.SecureRandom;

final class IdentityPayloadFuzzTest {
    /** No payload but the peer's own proves anything, and none does worse than be refused. */
    @FuzzTest
    void verifiesAnyPayload(byte[] bytes) {
        try {
            IdentityPayload.verify(bytes, new byte[32]);
        } catch (NoiseException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    /** A handshake refuses any first answer that is not its own. */
    @FuzzTest
    void readsAnyHandshakeMessage(byte[] bytes) throws NoiseException {
        NoiseHandshake handshake = NoiseHandshake.create(true, new SecureRandom());
        handshake.write(new byte[0]);
        try {
            handshake.read(bytes);
        } catch (NoiseException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
