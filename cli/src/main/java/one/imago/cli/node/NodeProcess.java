package one.imago.cli.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;

/** A real node in a process of its own, for commands that need one to themselves. Closing it stops it cleanly. */
public final class NodeProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 10;
    private static final String PEER_ADDRESS = " p2p=";

    private final Process process;
    private final Path log;
    private String peerAddress = "";

    private NodeProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts {@code imago node run} and waits until it says that it is ready.
     *
     * @param dataDirectory of the node
     * @param passphrase of its keys, handed over in the environment
     * @param arguments after {@code node run}
     */
    public static NodeProcess start(Path dataDirectory, String passphrase, List<String> arguments)
            throws IOException, Failure {
        Files.createDirectories(dataDirectory);
        Path log = Files.createTempFile("imago-node", ".log");
        List<String> command = new ArrayList<>(launcher());
        command.addAll(List.of("--data-dir", dataDirectory.toString(), "node", "run"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().put("IMAGO_PASSPHRASE", passphrase);
        NodeProcess node = new NodeProcess(builder.start(), log);
        // The reader stays open: the node would fail to write to a closed pipe.
        BufferedReader out = node.process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null || !line.startsWith("ready ")) {
            String said = Files.readString(log).strip();
            node.close();
            throw new Failure(
                    ExitCode.FAULT, "node-did-not-start", "the node did not start: " + said, "see the lines above");
        }
        int p2p = line.indexOf(PEER_ADDRESS);
        node.peerAddress = p2p < 0 ? "" : line.substring(p2p + PEER_ADDRESS.length());
        return node;
    }

    /** Where other nodes reach it, as a multiaddr with its peer id. */
    public String peerAddress() {
        return peerAddress;
    }

    private static List<String> launcher() {
        String home = System.getProperty("imago.home", "");
        if (!home.isEmpty()) {
            return List.of(home + "/bin/imago");
        }
        // Outside a distribution, in a test or an IDE: this very Java and class path.
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "one.imago.cli.Imago");
    }

    /** CPU that the process has used so far; 0 where the platform does not tell. */
    public long cpuNanos() {
        return process.info()
                .totalCpuDuration()
                .map(java.time.Duration::toNanos)
                .orElse(0L);
    }

    /** Ends the process at once, as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        Files.deleteIfExists(log);
    }
}
