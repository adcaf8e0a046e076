package one.imago.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class SimulateDhtTest {
    @TempDir
    Path directory;

    private JsonNode simulate(String... more) {
        String[] all = new String[more.length + 8];
        System.arraycopy(
                new String[] {"simulate", "dht", "--json", "--nodes", "60", "--lookups", "200", "--seed=7"},
                0,
                all,
                0,
                8);
        System.arraycopy(more, 0, all, 8, more.length);
        InProcess.Result result = new InProcess(directory).run(all);
        assertThat(result.exit()).as(result.err()).isZero();
        return result.json();
    }

    @Test
    void findsEverythingInAHealthyNetwork() {
        JsonNode result = simulate();
        assertThat(result.path("success").asDouble()).isEqualTo(1);
        assertThat(result.path("hopsP50").asInt(-1)).isBetween(0, 2);
        assertThat(result.path("hopsP99").asInt(-1)).isBetween(1, 4);
        assertThat(result.path("heapMiB").asInt()).isPositive();
    }

    @Test
    void theSameSeedGivesTheSameResult() {
        JsonNode once = simulate("--kill", "0.7", "--evil", "0.2", "--churn", "0.1");
        JsonNode again = simulate("--kill", "0.7", "--evil", "0.2", "--churn", "0.1");
        for (String field : new String[] {"success", "hopsP50", "hopsP99", "millisP99", "messagesPerLookup"}) {
            assertThat(again.path(field)).as(field).isEqualTo(once.path(field));
        }
    }

    @Test
    void refusesAPlanThatMeansNothing() {
        InProcess imago = new InProcess(directory);
        assertThat(imago.run("simulate", "dht", "--nodes", "1", "--seed", "1").exit())
                .isEqualTo(2);
        assertThat(imago.run("simulate", "dht", "--nodes", "10", "--seed", "1", "--kill", "1")
                        .exit())
                .isEqualTo(2);
        assertThat(imago.run("simulate", "dht", "--nodes", "10", "--seed", "1", "--paths", "0")
                        .exit())
                .isEqualTo(2);
    }
}
