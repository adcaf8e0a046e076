package one.imago.p2p.bitswap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Hex;
import one.imago.p2p.bitswap.BitswapMessage.Payload;
import one.imago.p2p.bitswap.BitswapMessage.Presence;
import org.junit.jupiter.api.Test;

final class BitswapCodecTest {
    private static final Cid CID = Cid.of(Cid.RAW, new byte[32]);
    private static final String ID = "01551220" + "00".repeat(32);

    /** Field numbers of the message in specs.ipfs.tech/bitswap-protocol. */
    @Test
    void hasTheSpecifiedBytes() {
        assertThat(hex(BitswapMessage.wanting(List.of(Want.have(CID)))))
                .isEqualTo("0a2e" + "0a2c" + "0a24" + ID + "1001" + "2001" + "2801");
        assertThat(hex(BitswapMessage.wanting(List.of(Want.cancel(CID)))))
                .isEqualTo("0a2a" + "0a28" + "0a24" + ID + "1801");
        Payload payload = new Payload(Cid.DAG_PB, ByteBuffer.wrap(new byte[] {9, 8}));
        assertThat(hex(BitswapMessage.answering(
                        List.of(payload), List.of(Presence.of(CID, true), Presence.of(CID, false)), 5)))
                .isEqualTo("1a0a" + "0a0401701220" + "12020908" + "2226" + "0a24" + ID + "2228" + "0a24" + ID + "1001"
                        + "2805");
    }

    @Test
    void everyPartComesBack() throws MalformedMessage {
        BitswapMessage message = new BitswapMessage(
                true,
                List.of(Want.block(CID, 3), Want.have(CID), Want.cancel(CID)),
                List.of(),
                List.of(new Payload(Cid.RAW, ByteBuffer.wrap(new byte[1 << 20]))),
                List.of(Presence.of(CID, true), Presence.of(CID, false)),
                77);
        assertThat(BitswapCodec.decode(BitswapCodec.encode(message))).isEqualTo(message);
    }

    @Test
    void blocksShareTheMessagesBytes() throws MalformedMessage {
        byte[] bytes = BitswapCodec.encode(BitswapMessage.answering(
                List.of(new Payload(Cid.RAW, ByteBuffer.wrap(new byte[] {1, 2, 3}))), List.of(), 0));
        ByteBuffer data = BitswapCodec.decode(bytes).blocks().get(0).data();
        bytes[bytes.length - 1] = 42;
        assertThat(data.get(2)).isEqualTo((byte) 42);
    }

    @Test
    void wantsOfOtherKindsOfIdsAreKeptApart() throws MalformedMessage {
        // CIDv0: a bare multihash
        String entry = "0a22" + "1220" + "11".repeat(32) + "2801";
        byte[] bytes = Hex.decode("0a28" + "0a26" + entry, 42);
        BitswapMessage message = BitswapCodec.decode(bytes);
        assertThat(message.wants()).isEmpty();
        assertThat(message.foreign()).hasSize(1);
    }

    @Test
    void aBlockOfAKindThatNobodyAskedForIsRefused() {
        byte[] sha512 = Hex.decode("1a08" + "0a0401551340" + "1200", 10);
        assertThatThrownBy(() -> BitswapCodec.decode(sha512)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void aBlockOfMoreThanAMebibyteIsRefused() {
        byte[] message = BitswapCodec.encode(BitswapMessage.answering(
                List.of(new Payload(Cid.RAW, ByteBuffer.allocate((1 << 20) + 1))), List.of(), 0));
        assertThatThrownBy(() -> BitswapCodec.decode(message)).hasMessageContaining("longer than");
    }

    private static String hex(BitswapMessage message) {
        return Hex.encode(BitswapCodec.encode(message));
    }
}
