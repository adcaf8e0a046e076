package one.imago.p2p.block;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import one.imago.node.content.Cid;

/**
 * Blocks that were fetched and that nobody keeps: at most so many bytes, the one that was not used for longest goes first.
 * Nothing here is synced: what a crash tears is found out by its hash and deleted. Thread-safe.
 */
public final class BlockCache {
    private final ShardedFiles files;
    private final long maxBytes;
    /** From the longest unused to the last used, with sizes. */
    private final Map<Cid, Long> entries = new LinkedHashMap<>(16, 0.75f, true);

    private long usedBytes;

    public BlockCache(Path directory, Path incoming, long maxBytes) {
        this.files = new ShardedFiles(directory, incoming);
        this.maxBytes = maxBytes;
    }

    /** Finds what an earlier run left; the times of the files stand for their last use. */
    public synchronized void open() throws IOException {
        files.open();
        entries.clear();
        usedBytes = 0;
        record Found(Cid cid, long size, long modified) {}
        List<Found> found = new ArrayList<>();
        files.visit((cid, size) -> found.add(
                new Found(cid, size, Files.getLastModifiedTime(files.path(cid)).toMillis())));
        found.sort(Comparator.comparingLong(Found::modified));
        for (Found block : found) {
            entries.put(block.cid(), block.size());
            usedBytes += block.size();
        }
        shrink(maxBytes);
    }

    public synchronized long usedBytes() {
        return usedBytes;
    }

    public synchronized boolean has(Cid cid) {
        return entries.containsKey(cid);
    }

    /** The block, used just now; empty when it is not here or turned out to be damaged, in which case it is deleted. */
    public Optional<byte[]> get(Cid cid) throws IOException {
        synchronized (this) {
            if (entries.get(cid) == null) {
                return Optional.empty();
            }
        }
        try {
            byte[] block = files.read(cid, BlockFiles.MAX_BLOCK_BYTES);
            if (BlockFiles.isBlock(cid, block)) {
                return Optional.of(block);
            }
        } catch (NoSuchFileException e) {
            // evicted since it was looked up
        }
        remove(cid);
        return Optional.empty();
    }

    /**
     * Takes a block that somebody sent.
     *
     * @throws IOException when it is not what its id says or the disk fails
     */
    public void put(Cid cid, byte[] block) throws IOException {
        if (block.length > BlockFiles.MAX_BLOCK_BYTES || !BlockFiles.isBlock(cid, block)) {
            throw new IOException("the bytes for block " + cid + " are not what its id says");
        }
        synchronized (this) {
            if (block.length > maxBytes || entries.get(cid) != null) {
                return;
            }
            shrink(maxBytes - block.length);
            files.writeUnsynced(cid, block);
            entries.put(cid, (long) block.length);
            usedBytes += block.length;
        }
    }

    public synchronized void remove(Cid cid) throws IOException {
        Long size = entries.remove(cid);
        if (size != null) {
            usedBytes -= size;
            files.delete(cid);
        }
    }

    /** Deletes what was not used for longest until at most {@code bytes} are left. */
    public synchronized void shrink(long bytes) throws IOException {
        Iterator<Map.Entry<Cid, Long>> oldest = entries.entrySet().iterator();
        while (usedBytes > bytes && oldest.hasNext()) {
            Map.Entry<Cid, Long> entry = oldest.next();
            files.delete(entry.getKey());
            usedBytes -= entry.getValue();
            oldest.remove();
        }
    }
}
