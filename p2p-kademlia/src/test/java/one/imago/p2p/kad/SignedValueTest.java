package one.imago.p2p.kad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import one.imago.node.crypto.SigningKey;
import org.junit.jupiter.api.Test;

class SignedValueTest {
    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);

    @Test
    void theBytesArePinned() throws MalformedMessage {
        SignedValue value = SignedValue.sign(KEY, "site", 7, 1_700_000_000_000L, new byte[] {1, 2, 3});
        String hex = HexFormat.of().formatHex(value.encode());
        assertThat(hex)
                .isEqualTo("0a203b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29"
                        + "120473697465" + "1807" + "2080d095ffbc31" + "2a03010203" + "3240"
                        + HexFormat.of().formatHex(value.signature().bytes()));
        assertThat(SignedValue.decode(value.encode())).isEqualTo(value);
        assertThat(new String(value.key(), 0, 13, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("/imago/value/");
        assertThat(value.key()).hasSize(13 + 32 + 4);
    }

    @Test
    void nobodyElseCanMakeOrChangeOne() {
        byte[] bytes = SignedValue.sign(KEY, "site", 7, 1_700_000_000_000L, new byte[] {1, 2, 3})
                .encode();
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> SignedValue.decode(changed))
                    .as("byte %d", i)
                    .isInstanceOf(MalformedMessage.class);
        }
    }

    @Test
    void fieldsHaveBounds() {
        assertThatThrownBy(() -> SignedValue.sign(KEY, "Site", 7, 1, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SignedValue.sign(KEY, "s".repeat(65), 7, 1, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SignedValue.sign(KEY, "s", -1, 1, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SignedValue.sign(KEY, "s", 1, 1, new byte[SignedValue.MAX_PAYLOAD + 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
