package one.imago.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ExitCodeTest {
    @Test
    void theWorstIsReported() {
        assertThat(ExitCode.worst(List.of(ExitCode.REFUSED, ExitCode.UNREACHABLE, ExitCode.NO)))
                .isEqualTo(ExitCode.UNREACHABLE);
        assertThat(ExitCode.worst(List.of(ExitCode.FAULT, ExitCode.UNREACHABLE)))
                .isEqualTo(ExitCode.FAULT);
        assertThat(ExitCode.worst(List.of(ExitCode.USAGE, ExitCode.NO, ExitCode.YES)))
                .isEqualTo(ExitCode.USAGE);
        assertThat(ExitCode.worst(List.of(ExitCode.YES, ExitCode.NO))).isEqualTo(ExitCode.NO);
        assertThat(ExitCode.worst(List.of())).isEqualTo(ExitCode.YES);
    }
}
