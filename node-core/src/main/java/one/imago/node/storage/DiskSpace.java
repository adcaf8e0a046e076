package one.imago.node.storage;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How much room is left where the data lives. A store that runs into a full disk in the middle of a write has to be
 * reopened, so two reserves keep it from getting there: new work is refused first, and what was already accepted may
 * still be written until the last reserve. Thread-safe; one statvfs a question.
 */
public final class DiskSpace {
    private static final long MEBIBYTE = 1L << 20;
    static final long NEW_WORK_RESERVE = 128 * MEBIBYTE;
    static final long WRITE_RESERVE = 32 * MEBIBYTE;

    private final Path directory;
    private final LongSupplier usable;

    DiskSpace(Path directory, LongSupplier usable) {
        this.directory = directory;
        this.usable = usable;
    }

    /** The room on the disk that holds {@code directory}, which exists. */
    public static DiskSpace of(Path directory) {
        return new DiskSpace(directory, directory.toFile()::getUsableSpace);
    }

    /** Why no new work should be taken on, for an operator; empty when there is room. */
    public Optional<String> problem() {
        long left = usable.getAsLong();
        return left >= NEW_WORK_RESERVE ? Optional.empty() : Optional.of(message(left));
    }

    /**
     * To be called before work is accepted.
     *
     * @throws StorageException of kind DISK_FULL when there is no room for new work
     */
    public void requireForNewWork() {
        problem().ifPresent(message -> {
            throw new StorageException(StorageException.Kind.DISK_FULL, message);
        });
    }

    /** Called before each write of a store. */
    void requireForWrite() {
        long left = usable.getAsLong();
        if (left < WRITE_RESERVE) {
            throw new StorageException(StorageException.Kind.DISK_FULL, message(left));
        }
    }

    private String message(long left) {
        return "the disk that holds " + directory + " is full (" + left / MEBIBYTE + " MiB left): free at least "
                + NEW_WORK_RESERVE / MEBIBYTE + " MiB, or move the data directory to a larger disk";
    }
}
