package one.imago.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a person names, checked before anything is done with them. */
public final class InputFile {
    private InputFile() {}

    /** The file itself, when there is one that can be read and is not empty. */
    public static Path check(Path file) throws Failure {
        if (Files.isDirectory(file)) {
            throw Failure.refused("is-a-directory", file + " is a directory", "name a file, or several");
        }
        if (!Files.exists(file)) {
            throw Failure.refused("file-not-found", "there is no file " + file, "check the name");
        }
        if (!Files.isReadable(file)) {
            throw Failure.refused("file-unreadable", file + " cannot be read", "check its permissions");
        }
        try {
            if (Files.isRegularFile(file) && Files.size(file) == 0) {
                throw Failure.refused("file-empty", file + " is empty: it has no bytes at all", "copy it once more");
            }
        } catch (IOException e) {
            throw unreadable(file);
        }
        return file;
    }

    /** All of a file of at most {@code limit} bytes. */
    public static byte[] read(Path file, long limit) throws Failure {
        check(file);
        try {
            long size = Files.size(file);
            if (size > limit) {
                throw Failure.refused(
                        "file-too-large",
                        file + " has " + size + " bytes; at most " + limit + " are read",
                        "give a smaller file");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    private static Failure unreadable(Path file) {
        return Failure.refused("file-unreadable", file + " cannot be read", "check its permissions");
    }
}
