package one.imago.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that appears whole or not at all: written beside its place under another name, moved there by {@link #keep},
 * removed otherwise. An existing file is replaced only then.
 */
public final class OutputFile implements AutoCloseable {
    private final Path target;
    private final Path part;

    private OutputFile(Path target, Path part) {
        this.target = target;
        this.part = part;
    }

    /** Checks that {@code target} can be written, before any work is done for it. */
    public static OutputFile at(Path target) throws Failure {
        Path absolute = target.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            throw Failure.refused("is-a-directory", target + " is a directory", "name a file to write");
        }
        Path parent = absolute.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw Failure.refused("directory-not-found", "there is no directory " + parent, "make it first");
        }
        if (!Files.isWritable(parent)) {
            throw Failure.refused("not-writable", "nothing can be written in " + parent, "check its permissions");
        }
        String name =
                "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".part";
        return new OutputFile(absolute, parent.resolve(name));
    }

    /** Where to write; does not exist yet. */
    public Path path() {
        return part;
    }

    public void write(byte[] bytes) throws Failure {
        try {
            Files.write(part, bytes);
            keep();
        } catch (IOException e) {
            throw Failure.refused("not-writable", target + " cannot be written: " + e.getMessage(), "check the disk");
        }
    }

    public void keep() throws IOException {
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(part);
    }
}
