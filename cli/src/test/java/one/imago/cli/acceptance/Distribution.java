package one.imago.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import one.imago.cli.terminal.Json;
import tools.jackson.databind.JsonNode;

/** {@code bin/imago} of the build's distribution, run as a person on this machine would. */
final class Distribution {
    static final Path HOME = Path.of("target/imago").toAbsolutePath();

    private static final long PATIENCE_SECONDS = 120;

    private final Path launcher;
    private final Path home;
    private final Path dataDirectory;
    private final Map<String, String> environment = new TreeMap<>();

    Distribution(Path dataDirectory) {
        this(HOME, dataDirectory);
    }

    /** A distribution that stands elsewhere. */
    Distribution(Path home, Path dataDirectory) {
        this.home = home;
        this.launcher = home.resolve("bin/imago");
        this.dataDirectory = dataDirectory;
        environment.put("IMAGO_DATA_DIR", dataDirectory.toString());
    }

    Distribution with(String variable, String value) {
        Distribution other = new Distribution(home, dataDirectory);
        other.environment.putAll(environment);
        other.environment.put(variable, value);
        return other;
    }

    Path dataDirectory() {
        return dataDirectory;
    }

    /** What a command left behind. */
    record Result(String command, int exit, String out, String err) {
        Result exits(int expected) {
            assertThat(exit)
                    .as("exit code of imago %s%n%s%s", command, out, err)
                    .isEqualTo(expected);
            return this;
        }

        Result refuses(String code) {
            exits(4);
            assertThat(json().path("error").path("code").asString()).as(command).isEqualTo(code);
            assertThat(json().path("error").path("message").asString())
                    .as(command)
                    .isNotEmpty();
            return this;
        }

        JsonNode json() {
            return Json.parse(out.getBytes(StandardCharsets.UTF_8));
        }

        String text(String field) {
            return json().path(field).asString("");
        }
    }

    /** Runs a command with {@code --json} and nobody at the keyboard. */
    Result json(Object... arguments) throws IOException, InterruptedException {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        return run(all.toArray());
    }

    Result run(Object... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("imago-", ".out");
        Path err = Files.createTempFile("imago-", ".err");
        try {
            Process process = start(out.toFile(), err.toFile(), arguments);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("imago " + List.of(arguments) + " did not end\n" + Files.readString(err));
            }
            return new Result(
                    List.of(arguments).toString(), process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    Process start(File out, File err, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(out)
                .redirectError(err);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("IMAGO_"));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
