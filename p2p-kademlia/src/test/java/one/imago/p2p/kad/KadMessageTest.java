package one.imago.p2p.kad;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import one.imago.node.crypto.PublicKey;
import one.imago.p2p.address.Multiaddr;
import one.imago.p2p.address.Multihash;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.proto.KadFrame;
import one.imago.p2p.proto.KadPeer;
import org.junit.jupiter.api.Test;

class KadMessageTest {
    private static final PeerAddress PEER =
            PeerAddress.of(PeerId.of(PublicKey.of(new byte[32])), List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/4001")));
    private static final String PEER_BYTES = "0a26002408011220" + "00".repeat(32) + "1208047f000001060fa1";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** Field by field after libp2p's dht.proto, so that this is another reading of it than the compiler's. */
    @Test
    void theBytesAreLibp2ps() throws MalformedMessage {
        Multihash content = Multihash.of(Multihash.SHA2_256, bytes("ab".repeat(32)));
        String key = "1222" + "1220" + "ab".repeat(32);
        golden(KadMessage.findNode("abc".getBytes(US_ASCII)), "0804" + "1203616263");
        golden(KadMessage.getProviders(content), "0803" + key);
        golden(KadMessage.addProvider(content, PEER), "0802" + key + "4a32" + PEER_BYTES);
        golden(
                KadMessage.getProviders(content).answer(List.of(PEER), List.of(PEER)),
                "0803" + key + "4232" + PEER_BYTES + "4a32" + PEER_BYTES);
        golden(
                KadMessage.putValue("k".getBytes(US_ASCII), "v".getBytes(US_ASCII)),
                "12016b" + "1a06" + "0a016b" + "120176");
        golden(
                KadMessage.getValue("k".getBytes(US_ASCII))
                        .answer(List.of(), Optional.of(WireBytes.of("v".getBytes(US_ASCII)))),
                "0801" + "12016b" + "1a06" + "0a016b" + "120176");
    }

    private static void golden(KadMessage message, String hex) throws MalformedMessage {
        assertThat(HexFormat.of().formatHex(message.encode())).isEqualTo(hex);
        KadMessage read = KadMessage.decode(bytes(hex));
        assertThat(read).isEqualTo(message);
        assertThat(read.encode()).isEqualTo(bytes(hex));
    }

    @Test
    void peersThatThisNodeCannotTalkToAreLeftOut() throws MalformedMessage {
        KadFrame frame = KadFrame.newBuilder()
                .setType(4)
                .addCloserPeers(KadPeer.newBuilder().setId(ByteString.copyFrom(bytes("1220" + "11".repeat(32)))))
                .addCloserPeers(KadPeer.newBuilder()
                        .setId(ByteString.copyFrom(PEER.id().bytes()))
                        .addAddrs(ByteString.copyFrom(bytes("047f00000191020fa1cc03"))) // QUIC
                        .addAddrs(ByteString.copyFrom(bytes("04")))
                        .addAddrs(ByteString.copyFrom(Multiaddr.parse("/ip4/1.2.3.4/tcp/5")
                                .withPeer(Peers.any(new Random(1)).id())
                                .bytes()))
                        .addAddrs(ByteString.copyFrom(Multiaddr.parse("/ip4/1.2.3.4/tcp/6")
                                .withPeer(PEER.id())
                                .bytes())))
                .build();
        KadMessage message = KadMessage.decode(frame.toByteArray());
        assertThat(message.closer()).containsExactly(PEER);
        assertThat(message.closer().get(0).addresses()).containsExactly(Multiaddr.parse("/ip4/1.2.3.4/tcp/6"));
    }

    @Test
    void whatIsTooLongIsRefusedOrCut() throws MalformedMessage {
        assertThatThrownBy(() -> KadMessage.decode(new byte[KadMessage.MAX_BYTES + 1]))
                .isInstanceOf(MalformedMessage.class);
        KadFrame.Builder frame = KadFrame.newBuilder().setType(4);
        KadPeer peer = KadPeer.newBuilder()
                .setId(ByteString.copyFrom(PEER.id().bytes()))
                .build();
        for (int i = 0; i < 500; i++) {
            frame.addCloserPeers(peer);
        }
        assertThat(KadMessage.decode(frame.build().toByteArray()).closer()).hasSize(KadMessage.MAX_PEERS);
        frame.setKey(ByteString.copyFrom(new byte[KadMessage.MAX_KEY + 1]));
        assertThatThrownBy(() -> KadMessage.decode(frame.build().toByteArray())).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void anUnknownTypeIsRefused() {
        assertThatThrownBy(() -> KadMessage.decode(bytes("0806"))).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> KadMessage.decode(bytes("08ffffffffffffffffff01")))
                .isInstanceOf(MalformedMessage.class);
    }
}
