package one.imago.p2p.bitswap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

final class BitswapFuzzTest {
    /** Bytes are refused with a message, or are a message that means the same when it is written again. */
    @FuzzTest
    void readsAnyMessage(byte[] bytes) {
        try {
            BitswapMessage message = BitswapCodec.decode(bytes);
            BitswapMessage ours = new BitswapMessage(
                    message.full(),
                    message.wants(),
                    List.of(),
                    message.blocks(),
                    message.presences(),
                    message.pendingBytes());
            assertThat(BitswapCodec.decode(BitswapCodec.encode(ours))).isEqualTo(ours);
        } catch (MalformedMessage e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
