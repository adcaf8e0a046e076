package one.imago.cli.terminal;

import java.io.Console;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process's surroundings, so that tests can give their own.
 *
 * @param out for the one answer
 * @param err for logs, progress and prompts
 * @param environment variables
 * @param console where a person can be asked; null when stdin or stdout is no terminal
 * @param clock the only source of time
 * @param random the only source of secrets
 * @param options what every command takes; filled when the command line is parsed
 */
public record Terminal(
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        @Nullable Console console,
        Clock clock,
        SecureRandom random,
        GlobalOptions options) {
    /** The real one. */
    public static Terminal ofProcess() {
        return new Terminal(
                System.out,
                System.err,
                System.getenv(),
                System.console(),
                Clock.systemUTC(),
                new SecureRandom(),
                new GlobalOptions());
    }

    /** A line to stderr for whoever reads along. */
    public void say(String line) {
        err.println(line);
        err.flush();
    }
}
