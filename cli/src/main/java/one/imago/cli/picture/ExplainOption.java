package one.imago.cli.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.OutputFile;
import one.imago.node.picture.Picture;
import one.imago.watermark.codec.PictureWriter;
import one.imago.watermark.mark.Explanation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command draws what it did, for a person to look at. */
final class ExplainOption {
    @Option(
            names = "--explain",
            paramLabel = "DIR",
            description = "Write pictures of what was done into this directory, named after the file: what the mark"
                    + " changed, what was read.")
    private @Nullable Path directory;

    /**
     * What takes the pictures of one input file.
     *
     * @throws Failure when the directory can't be made
     */
    Explanation of(Path file) throws Failure {
        Path into = directory;
        if (into == null) {
            return Explanation.NONE;
        }
        try {
            Files.createDirectories(into);
        } catch (IOException e) {
            throw Failure.refused("not-writable", into + " cannot be made: " + e.getMessage(), "name another place");
        }
        String stem = Outputs.stem(file);
        return (name, picture) -> write(into.resolve(stem + "-" + name + ".png"), picture);
    }

    private static void write(Path to, Picture picture) {
        try (OutputFile output = OutputFile.at(to)) {
            output.write(PictureWriter.png(picture));
        } catch (Failure | IOException e) {
            throw new IllegalStateException(to + " cannot be written: " + e.getMessage(), e);
        }
    }
}
