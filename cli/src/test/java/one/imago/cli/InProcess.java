package one.imago.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import one.imago.cli.terminal.Execution;
import one.imago.cli.terminal.GlobalOptions;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Runs commands in this process, with streams and an environment of their own and nobody at the keyboard. */
final class InProcess {
    private final Map<String, String> environment = new HashMap<>();

    InProcess(Path dataDirectory) {
        environment.put("IMAGO_DATA_DIR", dataDirectory.toString());
    }

    InProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    record Result(int exit, String out, String err) {
        JsonNode json() {
            return Json.parse(out.getBytes(StandardCharsets.UTF_8));
        }
    }

    CommandLine commandLine() {
        return CommandTree.of(terminal(new ByteArrayOutputStream(), new ByteArrayOutputStream()));
    }

    Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = terminal(out, err);
        int exit = new Execution(terminal, CommandTree.of(terminal, List.of(arguments)), () -> CommandTree.of(terminal))
                .run(arguments);
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Terminal terminal(ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                null,
                Clock.systemUTC(),
                new SecureRandom(),
                new GlobalOptions());
    }
}
