package one.imago.node.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and directories that only their owner can read, written so that a crash leaves the old content or the new one,
 * never a part.
 */
public final class PrivateFiles {
    private static final FileAttribute<?> OWNER_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private PrivateFiles() {}

    /** Creates the directory with its parents, mode 0700, unless it is there. */
    public static void createDirectory(Path directory) {
        try {
            Files.createDirectories(directory, isPosix(directory) ? new FileAttribute<?>[] {OWNER_DIRECTORY} : NONE);
        } catch (FileAlreadyExistsException e) {
            throw new StorageException(directory + " is a file, not a directory: choose another place", e);
        } catch (IOException e) {
            throw new StorageException("cannot create the directory " + directory + ": " + reason(e), e);
        }
    }

    private static final FileAttribute<?>[] NONE = {};

    /**
     * Writes a new file, mode 0600, synced.
     *
     * @throws FileAlreadyExistsException when there is one of this name; it is not touched
     */
    public static void create(Path file, byte[] content) throws IOException {
        Path temporary = writeBeside(file, content);
        try {
            // A link fails where a move would replace: two processes cannot both make the same key.
            Files.createLink(file, temporary);
        } catch (UnsupportedOperationException e) {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        syncDirectory(file);
    }

    /** Replaces or creates a file, mode 0600, synced. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path temporary = writeBeside(file, content);
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        syncDirectory(file);
    }

    private static Path writeBeside(Path file, byte[] content) throws IOException {
        Path directory = parent(file);
        Path temporary = Files.createTempFile(
                directory, ".new-", ".tmp", isPosix(directory) ? new FileAttribute<?>[] {OWNER_FILE} : NONE);
        try (FileChannel channel = FileChannel.open(temporary, Set.of(StandardOpenOption.WRITE))) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        return temporary;
    }

    /** Makes the name durable, not only the bytes. Some systems cannot open a directory; they need no such call. */
    private static void syncDirectory(Path file) throws IOException {
        Path directory = parent(file);
        if (isPosix(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new UncheckedIOException(new IOException(file + " is not a file name"));
        }
        return parent;
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    static String reason(IOException e) {
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return e.getClass().getSimpleName();
    }
}
