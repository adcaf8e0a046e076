package one.imago.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchIndexTest {
    @TempDir
    Path directory;

    @Test
    void findsNoDifferenceToTheScan() {
        for (String kind : new String[] {"random", "pictures"}) {
            InProcess.Result result = new InProcess(directory)
                    .run("bench", "index", "--codes", "40000", "--queries", "100", "--kind", kind, "--grow", "--json");
            assertThat(result.exit()).isZero();
            assertThat(result.json().path("mismatches").asInt(-1)).isZero();
            assertThat(result.json().path("hits").asInt()).isGreaterThan(30);
            for (String field : new String[] {"meanMicros", "p99Micros", "linearMicros", "bytesPerCode"}) {
                assertThat(result.json().path(field).asDouble()).as(field).isPositive();
            }
        }
    }

    @Test
    void refusesWhatItCannotMeasure() {
        InProcess imago = new InProcess(directory);
        assertThat(imago.run("bench", "index", "--codes", "0").exit()).isEqualTo(2);
        assertThat(imago.run("bench", "index", "--radius", "16").exit()).isEqualTo(2);
        assertThat(imago.run("bench", "index", "--kind", "odd").exit()).isEqualTo(2);
    }
}
