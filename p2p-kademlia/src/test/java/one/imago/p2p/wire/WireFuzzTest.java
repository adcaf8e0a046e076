package one.imago.p2p.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;

final class WireFuzzTest {
    /** Bytes are refused, or settle on the one protocol there is. */
    @FuzzTest
    void negotiatesWithAnyone(byte[] bytes) {
        try {
            Negotiation.listener("/b"::equals)
                    .feed(ByteBuffer.wrap(bytes))
                    .protocol()
                    .ifPresent(protocol -> assertThat(protocol).isEqualTo("/b"));
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    /** Bytes are refused, or say what can be said again. */
    @FuzzTest
    void readsAnyIdentifyMessage(byte[] bytes) {
        try {
            IdentifyMessage message = IdentifyMessage.decode(bytes);
            IdentifyMessage again = IdentifyMessage.decode(message.encode());
            assertThat(again.peer()).isEqualTo(message.peer());
            assertThat(again.protocols()).isEqualTo(message.protocols());
        } catch (IOException e) {
            assertThat(e.toString()).isNotEmpty();
        }
    }
}
