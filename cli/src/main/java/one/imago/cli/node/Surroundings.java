package one.imago.cli.node;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/**
 * What a node takes from the process that it runs in.
 *
 * @param clock the only source of time
 * @param random the only source of secrets
 * @param environment variables
 * @param logs where the node writes what it does
 */
public record Surroundings(Clock clock, SecureRandom random, Map<String, String> environment, Logs logs) {
    /** Where a node writes what it does. */
    public enum Logs {
        STDERR_AND_FILE,
        FILE
    }
}
