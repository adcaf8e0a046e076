package one.imago.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SimulateConsensusTest {
    @TempDir
    Path directory;

    @Test
    void saysThatProducersAgreeUnderFaults() {
        String[] command = {
            "simulate", "consensus", "--nodes", "4", "--seed", "7", "--rounds", "15", "--faults", "loss,crash", "--json"
        };
        InProcess.Result first = new InProcess(directory).run(command);

        assertThat(first.exit()).isZero();
        assertThat(first.json().path("agreement").asBoolean()).isTrue();
        assertThat(first.json().path("violations").asInt(-1)).isZero();
        assertThat(first.json().path("finalizedHeight").asLong()).isPositive();
        assertThat(new InProcess(directory).run(command).json()).isEqualTo(first.json());
    }

    @Test
    void refusesAFaultThatThereIsNot() {
        InProcess imago = new InProcess(directory);
        assertThat(imago.run("simulate", "consensus", "--faults", "boredom").exit())
                .isEqualTo(2);
        assertThat(imago.run("simulate", "consensus", "--nodes", "0").exit()).isEqualTo(2);
    }
}
