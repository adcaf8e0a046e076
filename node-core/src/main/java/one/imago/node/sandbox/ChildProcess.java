package one.imago.node.sandbox;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import one.imago.node.sandbox.SandboxException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child JVM: same Java, same class path, empty environment, serial collector, limits of the kernel's. Its standard
 * error is polled by the watchdog, kept up to 2 KiB for the debug log, and thrown away beyond that; a child that floods
 * it is slowed to the poll, never buffered. Streams are used by one thread at a time; {@link #kill} by any.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
    private static final Path SHELL = Path.of("/bin/sh");
    private static final int KEPT_ERROR_BYTES = 2048;
    private static final long POLL_MILLIS = 200;
    private static final long EXIT_MILLIS = 1_000;

    private final Process process;
    private final DataOutputStream input;
    private final DataInputStream output;
    private final ScheduledFuture<?> errorPoll;
    private final StringBuilder errorText = new StringBuilder();

    private ChildProcess(Process process, ScheduledExecutorService watchdog) {
        this.process = process;
        this.input = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        this.output = new DataInputStream(process.getInputStream());
        this.errorPoll =
                watchdog.scheduleWithFixedDelay(this::pollError, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Starts the child without waiting for it. */
    static ChildProcess start(ChildProgram program, ScheduledExecutorService watchdog) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(program));
        builder.environment().clear();
        builder.environment().put("LANG", "C.UTF-8");
        // One malloc arena: each further one reserves 64 MiB of the address space that is limited.
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        return new ChildProcess(builder.start(), watchdog);
    }

    /**
     * Runs a program once: {@code input} to its standard input, then whatever it writes to its standard output until it
     * exits with 0. The program must read all its input before it writes.
     *
     * @param timeout wall-clock limit, after which it is killed
     * @param watchdog kills; not blocked by this call
     * @throws SandboxException when it is killed, exits otherwise, or writes more than its limit
     */
    public static byte[] run(ChildProgram program, byte[] input, Duration timeout, ScheduledExecutorService watchdog)
            throws SandboxException {
        try (ChildProcess child = start(program, watchdog)) {
            Deadline deadline = new Deadline(child, timeout, watchdog);
            try {
                child.input.write(input);
                child.input.close();
                byte[] answer = child.output.readNBytes(program.limits().maxOutputBytes());
                if (child.output.read() >= 0) {
                    throw new SandboxException(Reason.OUTPUT_TOO_LARGE, "a child wrote more than its limit");
                }
                int exit = child.process.waitFor();
                if (exit != 0 || deadline.passed()) {
                    throw deadline.failure("a child exited with " + exit);
                }
                return answer;
            } catch (IOException e) {
                throw deadline.failure("a child closed its streams");
            } finally {
                deadline.cancel();
            }
        } catch (IOException e) {
            throw new SandboxException(Reason.CRASHED, "a child could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException(Reason.CLOSED, "interrupted while a child ran");
        }
    }

    private static List<String> command(ChildProgram program) {
        ChildLimits limits = program.limits();
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            StringBuilder script = new StringBuilder("ulimit -c 0; ");
            if (limits.addressSpaceBytes() > 0) {
                script.append("ulimit -v ")
                        .append(limits.addressSpaceBytes() / 1024)
                        .append("; ");
            }
            if (limits.cpuSeconds() > 0) {
                script.append("ulimit -t ").append(limits.cpuSeconds()).append("; ");
            }
            command.addAll(List.of(SHELL.toString(), "-c", script + "exec \"$@\"", "sh"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + limits.heapBytes() / 1024 + "k",
                "-Xms8m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                // Its own last words would otherwise stand where an answer is expected.
                "-XX:+DisplayVMOutputToStderr",
                "-XX:ErrorFile=/dev/null",
                "-XX:ReservedCodeCacheSize=32m",
                "-XX:CompressedClassSpaceSize=32m",
                "-XX:MaxMetaspaceSize=96m",
                "-Djava.awt.headless=true"));
        String classes = System.getProperty("imago.classes", "");
        if (!classes.isEmpty()) {
            command.add("-XX:SharedArchiveFile=" + classes);
        }
        for (String property : program.properties()) {
            command.add("-D" + property);
        }
        command.addAll(List.of("-cp", absoluteClassPath(), program.mainClass()));
        command.addAll(program.arguments());
        return command;
    }

    private static String absoluteClassPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    DataOutputStream input() {
        return input;
    }

    DataInputStream output() {
        return output;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Ends it at once; blocked reads and writes on its streams fail. */
    void kill() {
        process.destroyForcibly();
    }

    /** Kills it and sees it gone. */
    @Override
    public void close() {
        kill();
        try {
            if (!process.waitFor(EXIT_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("child {} was killed and has not ended yet", process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        errorPoll.cancel(false);
        pollError();
        synchronized (errorText) {
            if (!errorText.isEmpty()) {
                LOG.debug("child {} said: {}", process.pid(), errorText);
                errorText.setLength(0);
            }
        }
        try {
            input.close();
        } catch (IOException e) {
            LOG.trace("a killed child's input was already closed", e);
        }
        try {
            output.close();
            process.getErrorStream().close();
        } catch (IOException e) {
            LOG.trace("a killed child's output was already closed", e);
        }
    }

    private void pollError() {
        synchronized (errorText) {
            try {
                var stream = process.getErrorStream();
                int available = stream.available();
                if (available > 0) {
                    byte[] bytes = stream.readNBytes(Math.min(available, 1 << 16));
                    int kept = Math.min(bytes.length, KEPT_ERROR_BYTES - errorText.length());
                    if (kept > 0) {
                        // Nothing that a picture made it print may forge a line of the log.
                        errorText.append(
                                new String(bytes, 0, kept, StandardCharsets.US_ASCII).replaceAll("[^ -~]+", " "));
                    }
                }
            } catch (IOException e) {
                // The child is gone; there is nothing more to hear.
            }
        }
    }

    /** Kills a child when its time is up, and tells that apart from a crash. */
    static final class Deadline {
        private final ScheduledFuture<?> kill;
        private volatile boolean passed;

        Deadline(ChildProcess child, Duration timeout, ScheduledExecutorService watchdog) {
            kill = watchdog.schedule(
                    () -> {
                        passed = true;
                        child.kill();
                    },
                    timeout.toMillis(),
                    TimeUnit.MILLISECONDS);
        }

        boolean passed() {
            return passed;
        }

        void cancel() {
            kill.cancel(false);
        }

        SandboxException failure(String otherwise) {
            return passed
                    ? new SandboxException(Reason.TIMEOUT, "a child took too long and was killed")
                    : new SandboxException(Reason.CRASHED, otherwise);
        }
    }
}
