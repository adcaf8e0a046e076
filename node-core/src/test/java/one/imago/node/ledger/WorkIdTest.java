package one.imago.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"0000000000000000", "00000000000000ff", "8000000000000000", "ffffffffffffffff"})
    void isSixteenHexadecimalDigits(String text) {
        assertThat(WorkId.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ff", "00000000000000FF", "0x000000000000ff", "-000000000000001", "0000000000000000f"})
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> WorkId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isOrderedAsUnsigned() {
        assertThat(WorkId.parse("7fffffffffffffff")).isLessThan(WorkId.parse("8000000000000000"));
    }
}
