package one.imago.p2p.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DhtSimulationTest {
    private static SimulationReport run(SimulationPlan plan) {
        return new DhtSimulation(plan, line -> {}).run();
    }

    @Test
    void halfOfANetworkIsEnough() {
        SimulationReport report = run(new SimulationPlan(120, 1, 0.5, 0, 0, 0, 200));
        assertThat(report.success()).isGreaterThanOrEqualTo(0.999);
        assertThat(SimulationReport.percentile(report.hops(), 0.5)).isLessThanOrEqualTo(2);
        assertThat(SimulationReport.percentile(report.hops(), 0.99)).isLessThanOrEqualTo(4);
    }

    @Test
    void aFifthOfLiarsDeniesNothing() {
        assertThat(run(new SimulationPlan(100, 2, 0, 0.2, 0.2, 0, 200)).success())
                .isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void aCrowdOnAKeyDoesNotHideIt() {
        SimulationReport report = run(new SimulationPlan(120, 3, 0, 0, 0, 30, 50));
        assertThat(report.keepers()).isGreaterThan(40);
        assertThat(report.success()).isGreaterThanOrEqualTo(0.99);
    }
}
