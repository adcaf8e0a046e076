package one.imago.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AmountTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,100000000",
        "12.5,1250000000",
        "0.00000001,1",
        "1000000,100000000000000",
        "92233720368.54775807,9223372036854775807"
    })
    void readsAndWritesDecimalTokens(String text, long units) {
        assertThat(Amount.parse(text)).isEqualTo(new Amount(units));
        assertThat(new Amount(units)).hasToString(text);
    }

    @Test
    void writesNoTrailingZeros() {
        assertThat(Amount.parse("012.50000000")).hasToString("12.5");
        assertThat(Amount.ofTokens(100)).hasToString("100");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+1",
                "1.",
                ".5",
                "1e3",
                "1,5",
                "0.000000001",
                "NaN",
                " 1",
                "1 ",
                "0x1",
                "\u0661",
                "92233720368.54775808",
                "100000000000"
            })
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> Amount.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void failsInsteadOfWrapping() {
        Amount most = new Amount(Long.MAX_VALUE);
        assertThatThrownBy(() -> most.plus(new Amount(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Amount.ofTokens(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Amount.ZERO.minus(new Amount(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Amount(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void addsAndSubtracts() {
        Amount one = Amount.ofTokens(1);
        assertThat(one.plus(one).minus(one)).isEqualTo(one);
        assertThat(one.covers(one)).isTrue();
        assertThat(one.covers(one.plus(new Amount(1)))).isFalse();
    }
}
