package one.imago.cli.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import one.imago.cli.terminal.Failure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command draws what it did, for a person to look at. */
final class ExplainOption {
    @Option(
            names = "--explain",
            paramLabel = "DIR",
            description = "Write pictures of what was done into this directory, named after the file: where the mark"
                    + " went, what it was read from, what two pictures share.")
    private @Nullable Path directory;

    /**
     * What takes the pictures of one input file.
     *
     * @throws Failure when the directory can't be made
     */
    Explained of(Path file) throws Failure {
        Path into = directory;
        try {
            if (into != null) {
                Files.createDirectories(into);
            }
        } catch (IOException e) {
            throw Failure.refused("not-writable", into + " cannot be made: " + e.getMessage(), "name another place");
        }
        return new Explained(into, Outputs.stem(file));
    }
}
