package one.imago.chain.emission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import one.imago.node.ledger.Amount;
import org.junit.jupiter.api.Test;

class EmissionTest {
    @Test
    void startsAtOneIsAFifthAtHalfAndEndsAtNothing() {
        assertThat(Emission.rate(Amount.ZERO)).isEqualTo(Emission.RATE_SCALE);
        assertThat(Emission.rate(Amount.ofTokens(262_500_000))).isEqualTo(Emission.RATE_SCALE / 5);
        assertThat(Emission.rate(Amount.ofTokens(350_000_000))).isEqualTo(Emission.RATE_SCALE / 25);
        assertThat(Emission.rate(Emission.POOL)).isZero();
        assertThat(Emission.rate(Emission.POOL.minus(new Amount(1)))).isZero();
    }

    @Test
    void isAsPublished() throws IOException {
        List<String[]> rows = rows();
        assertThat(rows).hasSizeGreaterThan(15);
        for (String[] row : rows) {
            assertThat(Emission.rate(Amount.parse(row[1].replace(",", ""))))
                    .as("rate at %s", row[1])
                    .isEqualTo(Long.parseLong(row[2].replace(",", "")));
        }
    }

    /** The rows of the table in docs/protocol/emission.md: tokens mined, rate in 10^-18. */
    private static List<String[]> rows() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "protocol", "emission.md"), StandardCharsets.UTF_8);
        return page.lines()
                .filter(line -> line.matches("\\| [0-9][0-9,.]* \\| [0-9][0-9,]* \\|"))
                .map(line -> line.replace(" ", "").split("\\|"))
                .toList();
    }

    @Test
    void neverPaysMoreThanIsLeft() {
        Amount almost = Emission.POOL.minus(new Amount(1));
        assertThat(Emission.earned(Amount.ZERO, Emission.MAX_WORK)).isEqualTo(Emission.MAX_WORK);
        assertThat(Emission.earned(Amount.ofTokens(262_500_000), Amount.ofTokens(1)))
                .isEqualTo(Amount.parse("0.2"));
        assertThat(Emission.earned(almost, Emission.MAX_WORK)).isEqualTo(Amount.ZERO);
        assertThat(Emission.earned(Emission.POOL, Emission.MAX_WORK)).isEqualTo(Amount.ZERO);
        assertThatThrownBy(() -> Emission.earned(Emission.POOL.plus(new Amount(1)), Amount.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Emission.earned(Amount.ZERO, Emission.MAX_WORK.plus(new Amount(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
