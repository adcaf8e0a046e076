package one.imago.p2p.gossip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import one.imago.node.crypto.Hex;
import one.imago.node.crypto.SigningKey;
import one.imago.p2p.address.NodeKey;
import org.junit.jupiter.api.Test;

final class SignedMessageTest {
    private static final NodeKey KEY = NodeKey.of(SigningKey.ofSeed(new byte[32]));

    @Test
    void hasTheBytesThatOthersWouldWrite() {
        SignedMessage message = SignedMessage.sign(KEY, 7, "t", "hi".getBytes(UTF_8));
        // 1: author, 2: data, 3: sequence number, 4: topic, 5: signature
        assertThat(Hex.encode(Arrays.copyOf(message.encoded(), 57)))
                .isEqualTo("0a26002408011220" + KEY.peerId().publicKey().hex() + "12026869" + "1a080000000000000007"
                        + "220174");
        assertThat(Hex.encode(Arrays.copyOfRange(message.encoded(), 57, 59))).isEqualTo("2a40");
        assertThat(message.signatureHolds()).isTrue();
    }

    @Test
    void readsWhatItWrote() throws MalformedFrame {
        SignedMessage message = SignedMessage.sign(KEY, -1, "topic", new byte[SignedMessage.MAX_DATA_BYTES]);
        SignedMessage read = SignedMessage.decode(message.encoded());
        assertThat(read).isEqualTo(message).hasSameHashCodeAs(message);
        assertThat(read.author()).isEqualTo(KEY.peerId());
        assertThat(read.topic()).isEqualTo("topic");
        assertThat(read.data()).hasSize(SignedMessage.MAX_DATA_BYTES);
        assertThat(read.id()).isEqualTo(message.id());
        assertThat(read.signatureHolds()).isTrue();
    }

    @Test
    void takesTheAuthorsKeyAndNoOther() throws MalformedFrame {
        byte[] plain = SignedMessage.sign(KEY, 1, "t", new byte[0]).encoded();
        byte[] key = Hex.decode("3224" + "08011220" + KEY.peerId().publicKey().hex(), 38);
        byte[] withKey = Arrays.copyOf(plain, plain.length + key.length);
        System.arraycopy(key, 0, withKey, plain.length, key.length);
        assertThat(SignedMessage.decode(withKey).signatureHolds()).isTrue();
        withKey[withKey.length - 1] ^= 1;
        assertThatThrownBy(() -> SignedMessage.decode(withKey)).isInstanceOf(MalformedFrame.class);
    }

    @Test
    void everyChangedByteIsRefusedOrBreaksTheSignature() {
        byte[] good = SignedMessage.sign(KEY, 1, "t", "data".getBytes(UTF_8)).encoded();
        for (int i = 0; i < good.length; i++) {
            byte[] changed = good.clone();
            changed[i] ^= 0x10;
            try {
                assertThat(SignedMessage.decode(changed).signatureHolds())
                        .as("byte %s", i)
                        .isFalse();
            } catch (MalformedFrame e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void anotherOrderOfTheSameFieldsIsRefused() {
        byte[] good = SignedMessage.sign(KEY, 1, "t", new byte[0]).encoded();
        byte[] moved = Arrays.copyOfRange(good, 40, good.length + 40);
        System.arraycopy(good, 0, moved, good.length - 40, 40);
        assertThatThrownBy(() -> SignedMessage.decode(moved)).hasMessageContaining("one encoding");
    }
}
