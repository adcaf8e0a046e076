package one.imago.node.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The format of a data directory, in its file {@code VERSION}: one line, {@code imago-data N}. A directory of a newer
 * format is refused; an older one is migrated by the version that replaces it, or refused; it is never overwritten.
 */
public final class FormatVersion {
    /** What this version reads and writes. */
    public static final int CURRENT = 1;

    private static final String PREFIX = "imago-data ";
    private static final int MAX_BYTES = 64;

    private FormatVersion() {}

    /**
     * Checks the directory, and marks a new one. Called by the holder of its {@link DirectoryLock}.
     *
     * @throws StorageException of kind FORMAT when the directory is not for this version
     */
    public static void check(DataDirectory directory) {
        Path file = directory.version();
        try {
            if (Files.exists(file)) {
                require(directory, read(file));
            } else if (Files.exists(directory.store("ledger"))) {
                throw refusal("the data directory " + directory.root() + " holds a ledger but no VERSION file:"
                        + " restore it from a backup, or choose another directory with --data-dir");
            } else {
                PrivateFiles.replace(file, (PREFIX + CURRENT + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new StorageException("cannot read or write " + file + ": " + PrivateFiles.reason(e), e);
        }
    }

    private static int read(Path file) throws IOException {
        if (Files.size(file) <= MAX_BYTES) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).strip();
            if (text.matches(PREFIX + "[1-9][0-9]{0,8}")) {
                return Integer.parseInt(text.substring(PREFIX.length()));
            }
        }
        throw refusal(file + " does not say which format the data directory has (expected \"" + PREFIX + CURRENT
                + "\"): this is not a data directory of this program, or it is damaged");
    }

    private static void require(DataDirectory directory, int version) {
        if (version > CURRENT) {
            throw refusal("the data directory " + directory.root() + " has format " + version
                    + ", and this version reads up to " + CURRENT + ": run the newer version that wrote it");
        }
        if (version < CURRENT) {
            throw refusal("the data directory " + directory.root() + " has format " + version
                    + ", which this version cannot migrate: run a version in between first");
        }
    }

    private static StorageException refusal(String message) {
        return new StorageException(StorageException.Kind.FORMAT, message);
    }
}
