package one.imago.chain.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A few seeds of what {@code imago simulate consensus} runs by the thousand. */
class ConsensusSimulationTest {
    private static ConsensusSimulation.Settings settings(int nodes, long seed, int rounds, Set<Fault> faults) {
        return new ConsensusSimulation.Settings(nodes, seed, rounds, faults);
    }

    @Test
    void producersAgreeWhateverFails() {
        for (long seed = 1; seed <= 2; seed++) {
            var result = ConsensusSimulation.run(settings(4, seed, 15, EnumSet.allOf(Fault.class)));
            assertThat(result.reasons()).as("seed " + seed).isEmpty();
            assertThat(result.agreement()).isTrue();
            assertThat(result.finalizedHeight()).isPositive();
        }
    }

    @Test
    void aHealthyNetworkMakesABlockFinalEachRound() {
        var result = ConsensusSimulation.run(settings(4, 1, 20, Set.of()));

        assertThat(result.violations()).isZero();
        assertThat(result.finalizedHeight()).isGreaterThanOrEqualTo(18);
    }

    @Test
    void theSameSeedIsTheSameRun() {
        var faults = EnumSet.of(Fault.LOSS, Fault.CRASH, Fault.REORDER);

        assertThat(ConsensusSimulation.run(settings(4, 5, 15, faults)))
                .isEqualTo(ConsensusSimulation.run(settings(4, 5, 15, faults)));
    }

    @Test
    void noticesWhenHalfOfTheStakeIsTakenForAQuorum() {
        var settings = settings(6, 1, 60, EnumSet.of(Fault.PARTITION));

        var result = ConsensusSimulation.run(settings, EnumSet.of(Weakness.HALF_QUORUM));

        assertThat(result.agreement()).isFalse();
        assertThat(result.violations()).isPositive();
    }
}
