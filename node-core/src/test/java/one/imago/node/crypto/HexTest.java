package one.imago.node.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HexTest {
    @Test
    void isLowerCase() {
        assertThat(Hex.encode(new byte[] {0, (byte) 0xab, (byte) 0xff})).isEqualTo("00abff");
        assertThat(Hex.decode("00abff", 3)).containsExactly(0, 0xab, 0xff);
        assertThat(Hex.decodeUpTo("", 3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00ABFF", "00abf", "00abff00", "00abfg", "0xabff", " 0abff", "\uff10\uff10abff", ""})
    void hasOneFormForAValue(String text) {
        assertThatThrownBy(() -> Hex.decode(text, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("6 lower-case hexadecimal digits");
    }

    @Test
    void isBounded() {
        assertThatThrownBy(() -> Hex.decodeUpTo("00000000", 3)).hasMessageContaining("at most 6");
        assertThatThrownBy(() -> Hex.decodeUpTo("000", 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
