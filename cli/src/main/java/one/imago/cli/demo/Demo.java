package one.imago.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import one.imago.cli.client.RpcClient;
import one.imago.cli.node.RunningNode;
import one.imago.cli.node.Surroundings;
import one.imago.cli.picture.ImageRegister;
import one.imago.cli.picture.ImageVerify;
import one.imago.cli.terminal.Action;
import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.GlobalOptions;
import one.imago.cli.terminal.InputFile;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Hex;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Registers a picture on a throwaway node, damages the marked copy, and recognises it. Nothing is simulated. */
@Command(
        name = "demo",
        description =
                "Register a picture on a throwaway node, damage it, and recognise it again. Leaves nothing behind.",
        footer = {"", "Examples:", "  imago demo", "  imago demo holiday.jpg"})
public final class Demo implements Action {
    private static final int QUALITY_PERCENT = 70;

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "A picture of yours. Default: one that is built in.")
    private @Nullable Path file;

    public Demo(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Answer run() throws Exception {
        Path own = file == null ? null : InputFile.check(file);
        Path directory = Files.createTempDirectory("imago-demo-");
        long start = terminal.clock().millis();
        try {
            Path original = own == null ? builtIn(directory) : own;
            return tell(journey(directory, original), start);
        } finally {
            Throwaway.delete(directory);
        }
    }

    /**
     * What happened.
     *
     * @param original the picture
     * @param registered answer of the registration
     * @param verified answer of the verification of the damaged copy
     * @param damage what was done to the copy
     */
    private record Journey(Path original, Answer registered, Answer verified, DamagedCopy damage) {}

    private Journey journey(Path directory, Path original) throws Exception {
        Terminal inside = throwaway(directory.resolve("node"));
        terminal.say("Starting a node of its own in " + directory + " …");
        String passphrase = String.valueOf(inside.environment().get("IMAGO_PASSPHRASE"));
        try (RunningNode node = RunningNode.start(
                directory.resolve("node"),
                Map.of("rpc-port", "0", "network", "dev"),
                new Surroundings(terminal.clock(), terminal.random(), inside.environment(), Surroundings.Logs.FILE),
                key -> passphrase.toCharArray())) {
            terminal.say("Registering " + original.getFileName() + " on " + node.rpc() + " …");
            Path marked = directory.resolve("marked.jpg");
            Answer registered = CommandLine.populateCommand(
                            new ImageRegister(inside),
                            original.toString(),
                            "--key=dev",
                            "--title=Imago demo",
                            "--role=unknown",
                            "--authorship=unknown",
                            "--publication=unknown",
                            "--created=unknown",
                            "--out=" + marked)
                    .run();
            Path source = Files.exists(marked) ? marked : original;
            terminal.say("Saving the marked copy again as a JPEG of quality " + QUALITY_PERCENT + " …");
            DamagedCopy damage = DamagedCopy.of(source, QUALITY_PERCENT);
            terminal.say("Asking the node whose picture the damaged copy is …");
            Answer verified = ImageVerify.verify(RpcClient.of(inside), damage.jpeg());
            return new Journey(original, registered, verified, damage);
        }
    }

    private Answer tell(Journey journey, long start) {
        JsonNode registered = journey.registered().json();
        JsonNode verified = journey.verified().json();
        String workId = registered.path("workId").asString("");
        boolean recognised = journey.verified().exit() == ExitCode.YES
                && verified.path("workId").asString("").equals(workId);
        double seconds = (terminal.clock().millis() - start) / 1000.0;
        ObjectNode json = Json.object()
                .put("registered", journey.registered().exit() == ExitCode.YES)
                .put("verified", recognised)
                .put("workId", workId)
                .put("method", verified.path("method").asString(""))
                .put("confidence", verified.path("confidence").asDouble())
                .put("height", registered.path("height").asLong())
                .put("psnr", registered.path("psnr").asDouble())
                .put("damage", "JPEG quality " + QUALITY_PERCENT)
                .put("seconds", seconds);
        return new Answer(recognised ? ExitCode.YES : ExitCode.NO, json, text(journey, json));
    }

    private static String text(Journey journey, ObjectNode json) {
        String recognised = json.path("verified").asBoolean()
                ? String.format(
                        Locale.ROOT,
                        "It was recognised as work %s by its %s (confidence %.2f).",
                        json.path("workId").asString(""),
                        json.path("method").asString(""),
                        json.path("confidence").asDouble())
                : "It was NOT recognised.";
        return String.format(
                Locale.ROOT,
                """
                REGISTERED  %s is work %s, final in block %d of a ledger made for this demo.
                            The copy that you would give away carries an invisible mark (%.1f dB).
                DAMAGED     That copy was saved again as a JPEG of quality %d: %d kB became %d kB.
                VERIFIED    %s

                All of it was real: a node, its ledger on disk, the mark in the pixels. Nothing of it is left.
                It took %.1f seconds. Now with pictures of your own: imago node run""",
                journey.original().getFileName(),
                json.path("workId").asString(""),
                json.path("height").asLong(),
                json.path("psnr").asDouble(),
                QUALITY_PERCENT,
                journey.damage().before() / 1000,
                journey.damage().jpeg().length / 1000,
                recognised,
                json.path("seconds").asDouble());
    }

    /** The same process, but with the data directory, and a passphrase that nobody knows, of this demo. */
    private Terminal throwaway(Path directory) {
        byte[] secret = new byte[16];
        terminal.random().nextBytes(secret);
        Map<String, String> environment = new HashMap<>(terminal.environment());
        environment.keySet().removeIf(variable -> variable.startsWith("IMAGO_"));
        environment.put("IMAGO_PASSPHRASE", Hex.encode(secret));
        GlobalOptions options =
                CommandLine.populateCommand(new GlobalOptions(), "--json", "--data-dir", directory.toString());
        return new Terminal(
                terminal.out(), terminal.err(), environment, null, terminal.clock(), terminal.random(), options);
    }

    private static Path builtIn(Path directory) throws IOException {
        Path picture = directory.resolve("demo.jpg");
        try (InputStream resource = Demo.class.getResourceAsStream("/one/imago/cli/demo.jpg")) {
            if (resource == null) {
                throw new IllegalStateException("the built-in picture is missing from the jar");
            }
            Files.copy(resource, picture);
        }
        return picture;
    }
}
