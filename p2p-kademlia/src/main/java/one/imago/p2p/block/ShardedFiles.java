package one.imago.p2p.block;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import one.imago.node.content.Cid;
import one.imago.node.storage.PrivateFiles;

/**
 * Small files named by content id, in up to 1,024 directories named by the id's last two characters but one (as IPFS
 * does: the front of an id is the same for all). A file appears whole or not at all: it is written under another name,
 * synced and renamed. Thread-safe; of two writers of one name the later wins.
 */
final class ShardedFiles {
    private final Path directory;
    private final Path incoming;
    private final AtomicLong counter = new AtomicLong();

    /**
     * @param directory where the files are
     * @param incoming on the same file system; emptied by {@link #open}, used by nobody else
     */
    ShardedFiles(Path directory, Path incoming) {
        this.directory = directory;
        this.incoming = incoming;
    }

    /** Makes the directories and removes what an interrupted write left. */
    void open() throws IOException {
        PrivateFiles.createDirectory(directory);
        PrivateFiles.createDirectory(incoming);
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(incoming)) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
    }

    Path path(Cid cid) {
        return shard(cid).resolve(cid.toString());
    }

    /**
     * @throws NoSuchFileException when there is none
     * @throws IOException when the file is larger than {@code maxBytes}
     */
    byte[] read(Cid cid, int maxBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(path(cid), StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > maxBytes) {
                throw new IOException("the file of " + cid + " has " + size + " bytes, more than " + maxBytes);
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) size);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // until full, or the file turns out shorter than its size said
            }
            if (buffer.hasRemaining()) {
                throw new IOException("the file of " + cid + " ended early");
            }
            return buffer.array();
        }
    }

    /** Writes the file and syncs its bytes; the name is durable once {@link #sync} of its shard returned. */
    void write(Cid cid, byte[] content) throws IOException {
        write(cid, content, true);
    }

    /** Writes the file whole; after a crash it may be there, be gone, or be torn. */
    void writeUnsynced(Cid cid, byte[] content) throws IOException {
        write(cid, content, false);
    }

    private void write(Cid cid, byte[] content, boolean durable) throws IOException {
        Path shard = shard(cid);
        if (!Files.isDirectory(shard)) {
            Files.createDirectories(shard);
            if (durable) {
                sync(directory);
            }
        }
        Path draft = incoming.resolve(Long.toString(counter.incrementAndGet()));
        try {
            try (FileChannel channel =
                    FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                if (durable) {
                    channel.force(true);
                }
            }
            Files.move(draft, path(cid), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
    }

    boolean delete(Cid cid) throws IOException {
        return Files.deleteIfExists(path(cid));
    }

    /** Visits every file; names that are not content ids are passed over. */
    void visit(Visitor visitor) throws IOException {
        try (DirectoryStream<Path> shards = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path shard : shards) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(shard, "b*")) {
                    for (Path file : files) {
                        visit(file, visitor);
                    }
                }
            }
        }
    }

    Path shard(Cid cid) {
        String text = cid.toString();
        return directory.resolve(text.substring(text.length() - 3, text.length() - 1));
    }

    /** Makes the names in a directory durable. */
    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void visit(Path file, Visitor visitor) throws IOException {
        Cid cid;
        try {
            cid = Cid.parse(String.valueOf(file.getFileName()));
        } catch (IllegalArgumentException e) {
            return;
        }
        try {
            visitor.visit(cid, Files.size(file));
        } catch (NoSuchFileException e) {
            // deleted since it was listed
        }
    }

    /** Called for each file. */
    @FunctionalInterface
    interface Visitor {
        void visit(Cid cid, long size) throws IOException;
    }
}
