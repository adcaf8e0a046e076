package one.imago.cli.terminal;

import java.util.Comparator;
import java.util.List;

/** How a command ended, for scripts. */
public enum ExitCode {
    YES(0, 0),
    NO(1, 1),
    USAGE(2, 2),
    UNREACHABLE(3, 4),
    REFUSED(4, 3),
    FAULT(5, 5);

    private final int number;
    private final int severity;

    ExitCode(int number, int severity) {
        this.number = number;
        this.severity = severity;
    }

    public int number() {
        return number;
    }

    /** The one to report for several files: 5 over 3 over 4 over 2 over 1 over 0. */
    public static ExitCode worst(List<ExitCode> codes) {
        return codes.stream()
                .max(Comparator.comparingInt(code -> code.severity))
                .orElse(YES);
    }
}
