package one.imago.node.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {
    private static final PublicKey KEY =
            PublicKey.parse("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

    /** Valid in BIP-350; those in lower case whose data are whole bytes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a1lqfn3a",
                "an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11sg7hg6",
                "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
                "split1checkupstagehandshakeupstreamerranterredcaperredlc445v",
                "?1v759aa"
            })
    void takesThePublishedBech32mStrings(String text) {
        String humanReadablePart = text.substring(0, text.lastIndexOf('1'));
        byte[] data = Bech32.decode(humanReadablePart, text);
        assertThat(Bech32.encode(humanReadablePart, data)).isEqualTo(text);
    }

    /** Invalid in BIP-350, or valid in Bech32 only. */
    @ParameterizedTest
    @ValueSource(strings = {"y1b0jsk6g", "lt1igcx5c0", "mm1crxm3i", "au1s5cgom", "in1muywd", "a12uel5l", "A1LQFN3A"})
    void refusesThePublishedWrongStrings(String text) {
        String humanReadablePart = text.substring(0, text.lastIndexOf('1'));
        assertThatThrownBy(() -> Bech32.decode(humanReadablePart.toLowerCase(Locale.ROOT), text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void standsForItsKey() {
        assertThat(KEY.address()).hasToString(TestValues.ADDRESS);
        assertThat(Address.parse(TestValues.ADDRESS)).isEqualTo(KEY.address());
        assertThat(Hex.encode(KEY.address().bytes())).isEqualTo(TestValues.ADDRESS_BYTES);
    }

    /** The values of docs/protocol/keys.md. */
    private static final class TestValues {
        static final String ADDRESS = "imago1tm2el9ac3h7ggv3hyj4m3058829lwfuqrhma0t";
        static final String ADDRESS_BYTES = "5ed59f97b88dfc84323724abb8be873a8bf72780";
    }

    @Test
    void noticesEveryMistypedCharacterAndEverySwap() {
        String text = TestValues.ADDRESS;
        for (int i = 6; i < text.length(); i++) {
            char other = text.charAt(i) == 'q' ? 'p' : 'q';
            String mistyped = text.substring(0, i) + other + text.substring(i + 1);
            assertThatThrownBy(() -> Address.parse(mistyped)).hasMessageContaining("mistyped");
            if (i + 1 < text.length() && text.charAt(i) != text.charAt(i + 1)) {
                String swapped = text.substring(0, i) + text.charAt(i + 1) + text.charAt(i) + text.substring(i + 2);
                assertThatThrownBy(() -> Address.parse(swapped)).hasMessageContaining("mistyped");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "imago1", "imago", "imago1qqqqqq", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasOneTextForm() {
        assertThatThrownBy(() -> Address.parse(TestValues.ADDRESS.toUpperCase(Locale.ROOT)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Address.parse(Bech32.encode("imago", new byte[21])))
                .hasMessageContaining("20 bytes");
    }

    @Test
    void isOrderedAsUnsignedBytes() {
        byte[] low = new byte[20];
        byte[] high = new byte[20];
        low[0] = 0x7f;
        high[0] = (byte) 0x80;
        assertThat(Address.of(low)).isLessThan(Address.of(high));
    }
}
