package one.imago.p2p.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class SurvivalTrialTest {
    @Test
    void realFilesComeBackFromWhatIsLeftAndTheRestIsAsProbabilityHasIt() throws IOException {
        SurvivalTrial.Plan plan = new SurvivalTrial.Plan(200, 200, 0.5, 10, 30, 40, 5, 1);

        SurvivalTrial.Result result = new SurvivalTrial(plan).run();

        assertThat(result.killed()).isEqualTo(100);
        assertThat(result.restored()).isEqualTo(result.restorable()).isPositive();
        assertThat(result.survived()).isCloseTo(result.expected(), within(0.01));
        assertThat(new SurvivalTrial(plan).run()).isEqualTo(result);
    }

    @Test
    void allOrNothingAtTheEnds() throws IOException {
        assertThat(new SurvivalTrial(new SurvivalTrial.Plan(20, 50, 0, 10, 30, 1, 1, 1))
                        .run()
                        .survived())
                .isEqualTo(1);
        assertThat(new SurvivalTrial(new SurvivalTrial.Plan(20, 50, 1, 10, 30, 1, 1, 1))
                        .run()
                        .survived())
                .isZero();
    }

    /** Computed with Python's integers: sums of binomial coefficients over C(1000, N). */
    @Test
    void expectationsAreThoseOfTheHypergeometricDistribution() {
        assertThat(SurvivalTrial.expected(1000, 500, 10, 30)).isCloseTo(0.9801392024808036, within(1e-9));
        assertThat(SurvivalTrial.expected(1000, 500, 10, 40)).isCloseTo(0.9997348117672821, within(1e-9));
    }
}
