package one.imago.cli.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@code node run} of the distribution. */
final class TestNode implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final String ready;

    private TestNode(Process process, String ready) {
        this.process = process;
        this.ready = ready;
    }

    /** Starts a node on any free port and waits until it says that it is ready. */
    static TestNode start(Distribution imago, Object... flags) throws IOException, InterruptedException {
        Path out = Files.createTempFile("node-", ".out");
        Path err = Files.createTempFile("node-", ".err");
        List<Object> arguments = new ArrayList<>(List.of("node", "run", "--rpc-port", "0"));
        arguments.addAll(List.of(flags));
        Process process = imago.start(out.toFile(), err.toFile(), arguments.toArray());
        for (int i = 0; i < PATIENCE_SECONDS * 20; i++) {
            String line = Files.readString(out);
            if (line.endsWith("\n")) {
                return new TestNode(process, line.strip());
            }
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        process.destroyForcibly();
        throw new AssertionError("the node did not get ready\n" + Files.readString(err));
    }

    /** Its one line. */
    String ready() {
        return ready;
    }

    String url() {
        String rest = ready.substring(ready.indexOf("http://"));
        int end = rest.indexOf(' ');
        return end < 0 ? rest : rest.substring(0, end);
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; gives the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the node did not stop within 10 s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroyForcibly().onExit().join();
        }
    }
}
