package one.imago.p2p.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.p2p.block.BlockFiles;
import one.imago.p2p.block.Pin;
import one.imago.p2p.block.PinFiles;
import one.imago.p2p.unixfs.FileBuilder;
import one.imago.p2p.unixfs.FileNode;
import one.imago.p2p.unixfs.FileStream;
import one.imago.p2p.unixfs.FileTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Content on the local disk: {@code pins/} holds a record a root, {@code blocks/} a file a block. Blocks are durable
 * before the pin that needs them, so a crash leaves at most blocks that nobody pins, which the next sweep collects.
 * Thread-safe; {@link #open} comes first.
 */
public final class FileContentStore implements ContentStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileContentStore.class);

    private final BlockFiles blocks;
    private final PinFiles pins;
    /** Held shared while blocks are written and not yet pinned, alone while a sweep deletes. */
    private final ReadWriteLock sweeping = new ReentrantReadWriteLock();

    private volatile boolean garbage = true;

    public FileContentStore(Path directory, long quotaBytes) {
        Path incoming = directory.resolve("incoming");
        this.blocks = new BlockFiles(directory.resolve("blocks"), incoming.resolve("blocks"), quotaBytes);
        this.pins = new PinFiles(directory.resolve("pins"), incoming.resolve("pins"));
    }

    /** Makes the directories, removes what a crash left and sweeps. Damaged content does not keep the store shut. */
    public void open() throws IOException {
        blocks.open();
        pins.open();
        sweepQuietly();
    }

    public long usedBytes() {
        return blocks.usedBytes();
    }

    @Override
    public ContentStat put(InputStream content) throws IOException {
        if (garbage && blocks.usedBytes() > blocks.quotaBytes() / 2) {
            sweep();
        }
        boolean done = false;
        sweeping.readLock().lock();
        try {
            BlockFiles.Writing writing = blocks.writing();
            FileTree tree = new FileBuilder(writing).build(content);
            writing.sync();
            Pin pin = pins.add(tree.root(), tree.size(), tree.blocks());
            done = true;
            return stat(tree.root(), pin);
        } finally {
            sweeping.readLock().unlock();
            if (!done) {
                garbage = true;
                sweepQuietly();
            }
        }
    }

    @Override
    public Optional<ContentStat> stat(Cid cid) throws IOException {
        return blocks.has(cid) ? pins.get(cid).map(pin -> stat(cid, pin)) : Optional.empty();
    }

    @Override
    public Optional<InputStream> open(Cid cid) throws IOException {
        if (stat(cid).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new FileStream(cid, blocks));
    }

    @Override
    public void provide(Cid cid) throws IOException {
        pins.provide(cid);
    }

    @Override
    public void unpin(Cid cid) throws IOException {
        if (pins.release(cid).count() == 0) {
            garbage = true;
        }
    }

    /**
     * Deletes every block that no pinned content needs. When a node of a pinned tree is damaged or missing, nothing is
     * deleted: what it still holds cannot be told from garbage. A tree without its root holds nothing that could be read;
     * a copy of a running node's directory can have such pins.
     *
     * @return bytes that were freed
     */
    public long sweep() throws IOException {
        sweeping.writeLock().lock();
        try {
            Set<Cid> live = new HashSet<>();
            for (Map.Entry<Cid, Pin> entry : pins.all().entrySet()) {
                if (entry.getValue().count() == 0) {
                    pins.forget(entry.getKey());
                } else if (blocks.has(entry.getKey())) {
                    mark(entry.getKey(), live);
                }
            }
            long freed = blocks.sweep(live::contains);
            garbage = false;
            return freed;
        } finally {
            sweeping.writeLock().unlock();
        }
    }

    private void mark(Cid cid, Set<Cid> live) throws IOException {
        if (live.add(cid) && cid.codec() == Cid.DAG_PB) {
            for (FileNode.Child child : FileNode.decode(blocks.read(cid)).children()) {
                mark(child.cid(), live);
            }
        }
    }

    private void sweepQuietly() {
        try {
            sweep();
        } catch (IOException e) {
            LOG.warn("unused content was not collected: {}", e.getMessage());
        }
    }

    private static ContentStat stat(Cid cid, Pin pin) {
        return new ContentStat(cid, pin.size(), pin.blocks(), pin.count() > 0, pin.provided());
    }
}
