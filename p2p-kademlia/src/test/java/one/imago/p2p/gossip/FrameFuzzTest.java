package one.imago.p2p.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

final class FrameFuzzTest {
    /** Bytes are refused with a message, or are a frame that means the same when it is written again. */
    @FuzzTest
    void readsAnyFrame(byte[] bytes) {
        GossipFrame frame;
        try {
            frame = FrameCodec.decode(bytes);
            assertThat(FrameCodec.decode(FrameCodec.encode(frame))).isEqualTo(frame);
        } catch (MalformedFrame e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    /** Bytes are refused with a message, or are a message's one encoding. */
    @FuzzTest
    void readsAnyMessage(byte[] bytes) {
        try {
            SignedMessage message = SignedMessage.decode(bytes);
            assertThat(message.encoded()).isEqualTo(bytes);
            assertThat(message.topic()).isNotEmpty();
        } catch (MalformedFrame e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
