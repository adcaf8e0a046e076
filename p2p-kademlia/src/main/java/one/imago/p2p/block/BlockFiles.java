package one.imago.p2p.block;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStoreFull;
import one.imago.node.crypto.Hash;

/** Blocks on disk within a quota. Every read is hashed and compared before a byte is given out. Thread-safe. */
public final class BlockFiles implements BlockReader {
    /** Largest block: what other implementations accept from the network. */
    public static final int MAX_BLOCK_BYTES = 2 << 20;

    /** Left free on the disk, so that the ledger can still write when content may not. */
    static final long DISK_RESERVE_BYTES = 16L << 20;

    private final Path directory;
    private final ShardedFiles files;
    private final long quotaBytes;
    private final AtomicLong usedBytes = new AtomicLong();
    private final Object[] locks = new Object[64];

    public BlockFiles(Path directory, Path incoming, long quotaBytes) {
        this.directory = directory;
        this.files = new ShardedFiles(directory, incoming);
        this.quotaBytes = quotaBytes;
        Arrays.setAll(locks, i -> new Object());
    }

    /** Makes the directories, removes leftovers and counts what is there. */
    public void open() throws IOException {
        files.open();
        usedBytes.set(0);
        files.visit((cid, size) -> usedBytes.addAndGet(size));
    }

    public long usedBytes() {
        return usedBytes.get();
    }

    public long quotaBytes() {
        return quotaBytes;
    }

    /** Whether the disk has room for this much content beside what is reserved for the ledger. */
    public boolean diskHasRoomFor(long bytes) {
        return usableBytes() - bytes >= DISK_RESERVE_BYTES;
    }

    public boolean has(Cid cid) {
        return Files.isRegularFile(files.path(cid));
    }

    @Override
    public byte[] read(Cid cid) throws IOException {
        byte[] block;
        try {
            block = files.read(cid, MAX_BLOCK_BYTES);
        } catch (NoSuchFileException e) {
            throw new IOException("block " + cid + " is not on this node", e);
        }
        if (!isBlock(cid, block)) {
            throw new IOException("block " + cid + " is damaged on disk: its bytes are not what its id says");
        }
        return block;
    }

    /** A group of writes that becomes durable together. Used by one thread. */
    public Writing writing() {
        return new Writing();
    }

    /** Deletes every block that {@code keep} does not hold on to; answers how many bytes went. */
    public long sweep(Predicate<Cid> keep) throws IOException {
        AtomicLong freed = new AtomicLong();
        files.visit((cid, size) -> {
            if (!keep.test(cid) && files.delete(cid)) {
                freed.addAndGet(size);
                usedBytes.addAndGet(-size);
            }
        });
        return freed.get();
    }

    static boolean isBlock(Cid cid, byte[] block) {
        return Hash.sha256(block).equals(Hash.of(cid.digest()));
    }

    /** Writes whose names are made durable by {@link #sync}. */
    public final class Writing implements BlockWriter {
        private final Set<Path> touched = new HashSet<>();

        private Writing() {}

        @Override
        public void write(Cid cid, byte[] block) throws IOException {
            // Another writer may have renamed the block into place and not yet synced the name: sync it here as well.
            touched.add(files.shard(cid));
            synchronized (locks[Math.floorMod(cid.hashCode(), locks.length)]) {
                store(cid, block);
            }
        }

        /** Returns once everything written is on the disk under its name. */
        public void sync() throws IOException {
            for (Path shard : touched) {
                ShardedFiles.sync(shard);
            }
        }
    }

    /** A block that is already there is checked, not trusted: putting content again repairs it. */
    private void store(Cid cid, byte[] block) throws IOException {
        long present = 0;
        if (has(cid)) {
            if (isSound(cid)) {
                return;
            }
            present = Files.size(files.path(cid));
        }
        long growth = block.length - present;
        reserve(growth);
        try {
            files.write(cid, block);
        } catch (IOException e) {
            usedBytes.addAndGet(-growth);
            if (usableBytes() < block.length + DISK_RESERVE_BYTES) {
                throw diskFull();
            }
            throw e;
        }
    }

    private boolean isSound(Cid cid) {
        try {
            read(cid);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void reserve(long bytes) throws IOException {
        if (usableBytes() - bytes < DISK_RESERVE_BYTES) {
            throw diskFull();
        }
        if (usedBytes.addAndGet(bytes) > quotaBytes) {
            usedBytes.addAndGet(-bytes);
            throw new ContentStoreFull("the content store is full: its quota is " + (quotaBytes >> 20)
                    + " MiB; raise content-quota-mib or let go of content");
        }
    }

    private ContentStoreFull diskFull() {
        return new ContentStoreFull("the disk under " + directory + " is full; free some space and try again");
    }

    /** Not by {@code FileStore}, which needs a mount table that names the root: a chroot has none. */
    private long usableBytes() {
        return directory.toFile().getUsableSpace();
    }
}
