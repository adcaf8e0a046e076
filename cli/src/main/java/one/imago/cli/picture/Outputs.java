package one.imago.cli.picture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import one.imago.cli.terminal.Failure;

/** Where one command writes what it makes of its inputs: of one to a file or into a directory, of several into a directory. */
final class Outputs {
    private final Path out;
    private final Set<Path> taken = new HashSet<>();

    /**
     * @throws Failure when {@code out} has to be a directory and is none, before any work is done
     */
    Outputs(List<Path> inputs, Path out) throws Failure {
        if (inputs.size() > 1 && !Files.isDirectory(out)) {
            throw Failure.refused(
                    "not-a-directory",
                    out + " is not a directory, and " + inputs.size() + " files are to be written",
                    "make the directory first: mkdir " + out);
        }
        this.out = out;
    }

    /** The file to write for one input: in a directory it keeps its name but for the extension. */
    Path of(Path input, String extension) throws Failure {
        if (!Files.isDirectory(out)) {
            return out;
        }
        Path target = out.resolve(stem(input) + "." + extension);
        if (same(target, input)) {
            throw Failure.refused("same-file", target + " is the picture itself", "name another directory");
        }
        if (!taken.add(target)) {
            throw Failure.refused(
                    "same-name", target + " was just written for another of the files", "give it a command of its own");
        }
        return target;
    }

    private static boolean same(Path a, Path b) {
        return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
    }

    /** The file's name without its extension. */
    static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
