package one.imago.p2p.gossip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import one.imago.node.crypto.Hex;
import one.imago.node.crypto.SigningKey;
import one.imago.p2p.address.NodeKey;
import one.imago.p2p.gossip.GossipFrame.Have;
import one.imago.p2p.gossip.GossipFrame.Prune;
import one.imago.p2p.gossip.GossipFrame.Subscription;
import org.junit.jupiter.api.Test;

final class FrameCodecTest {
    private static final MessageId ID = new MessageId(new byte[] {1, 2, 3});

    @Test
    void everyPartComesBack() throws MalformedFrame {
        NodeKey key = NodeKey.of(SigningKey.ofSeed(new byte[32]));
        GossipFrame frame = new GossipFrame(
                List.of(new Subscription("a", true), new Subscription("b", false)),
                List.of(SignedMessage.sign(key, 1, "a", "x".getBytes(UTF_8))),
                List.of(new Have("a", List.of(ID))),
                List.of(ID),
                List.of("a"),
                List.of(new Prune("b", Duration.ofSeconds(60))));
        assertThat(FrameCodec.decode(FrameCodec.encode(frame))).isEqualTo(frame);
    }

    /** Field numbers of rpc.proto in libp2p/specs/pubsub. */
    @Test
    void controlHasTheSpecifiedBytes() {
        assertThat(Hex.encode(FrameCodec.encode(GossipFrame.subscribing(List.of(new Subscription("ab", true))))))
                .isEqualTo("0a06" + "0801" + "12026162");
        assertThat(Hex.encode(FrameCodec.encode(GossipFrame.having(List.of(new Have("ab", List.of(ID)))))))
                .isEqualTo("1a0b" + "0a09" + "0a026162" + "1203010203");
        assertThat(Hex.encode(FrameCodec.encode(GossipFrame.wanting(List.of(ID)))))
                .isEqualTo("1a07" + "1205" + "0a03010203");
        assertThat(Hex.encode(FrameCodec.encode(
                        GossipFrame.meshing(List.of("ab"), List.of(new Prune("c", Duration.ofSeconds(60)))))))
                .isEqualTo("1a0d" + "1a04" + "0a026162" + "2205" + "0a0163" + "183c");
    }

    @Test
    void aLaterVersionsFieldsArePassedOver() throws MalformedFrame {
        // control with IDONTWANT (5) of gossipsub 1.2, and a field 9
        byte[] frame = Hex.decode("1a04" + "2a020a00" + "4a00", 8);
        assertThat(FrameCodec.decode(frame).wants()).isEmpty();
    }

    @Test
    void tooManyPartsAreRefusedBeforeTheyAreMade() {
        byte[] subscriptions = new byte[2 * 300];
        for (int i = 0; i < subscriptions.length; i += 2) {
            subscriptions[i] = 0x0a;
        }
        assertThatThrownBy(() -> FrameCodec.decode(subscriptions)).hasMessageContaining("at most 256");
        byte[] large = new byte[GossipFrame.MAX_BYTES + 1];
        Arrays.fill(large, (byte) 1);
        assertThatThrownBy(() -> FrameCodec.decode(large)).hasMessageContaining("4 MiB");
    }
}
