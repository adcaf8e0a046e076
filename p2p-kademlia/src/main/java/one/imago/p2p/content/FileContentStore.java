package one.imago.p2p.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.p2p.block.BlockCache;
import one.imago.p2p.block.BlockFiles;
import one.imago.p2p.block.BlockReader;
import one.imago.p2p.block.PeerBlocks;
import one.imago.p2p.block.Pin;
import one.imago.p2p.block.PinFiles;
import one.imago.p2p.unixfs.FileBuilder;
import one.imago.p2p.unixfs.FileNode;
import one.imago.p2p.unixfs.FileStream;
import one.imago.p2p.unixfs.FileTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Content on the local disk: {@code pins/} and {@code replicas/} hold a record a root, {@code blocks/} a file a block,
 * {@code cache/} fetched blocks that nobody keeps. Blocks are durable before the record that needs them, so a crash leaves
 * at most blocks that nobody needs, which the next sweep collects. When room is short the cache goes first, then replicas,
 * and what was put or pinned never. Thread-safe; {@link #open} comes first.
 */
public final class FileContentStore implements ContentStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileContentStore.class);

    /** Largest content that is fetched from others. */
    public static final long MAX_FETCHED_BYTES = 64L << 20;

    private final BlockFiles blocks;
    private final BlockCache cache;
    private final PinFiles pins;
    private final PinFiles replicas;
    private final PublicBlocks publicBlocks = new PublicBlocks();
    private final ContentLimits limits;
    private final ServingRules rules;
    /** Held shared while blocks are written and not yet pinned, alone while a sweep deletes. */
    private final ReadWriteLock sweeping = new ReentrantReadWriteLock();

    /** Sizes of all replicas; counted when the store is opened. */
    private final AtomicLong replicaBytes = new AtomicLong();

    private volatile boolean garbage = true;
    private volatile BlockReader network = cid -> {
        throw new IOException("block " + cid + " is not on this node");
    };

    public FileContentStore(Path directory, long quotaBytes) {
        this(directory, new ContentLimits(quotaBytes, quotaBytes / 4, quotaBytes / 4), ServingRules.DEFAULT);
    }

    public FileContentStore(Path directory, ContentLimits limits, ServingRules rules) {
        Path incoming = directory.resolve("incoming");
        this.blocks = new BlockFiles(directory.resolve("blocks"), incoming.resolve("blocks"), limits.quotaBytes());
        this.cache = new BlockCache(directory.resolve("cache"), incoming.resolve("cache"), limits.cacheBytes());
        this.pins = new PinFiles(directory.resolve("pins"), incoming.resolve("pins"));
        this.replicas = new PinFiles(directory.resolve("replicas"), incoming.resolve("replicas"));
        this.limits = limits;
        this.rules = rules;
    }

    /** Makes the directories, removes what a crash left and sweeps. Damaged content does not keep the store shut. */
    public void open() throws IOException {
        blocks.open();
        cache.open();
        pins.open();
        replicas.open();
        replicaBytes.set(replicas.all().values().stream().mapToLong(Pin::size).sum());
        sweepQuietly();
        publicBlocks.clear();
        for (Cid root : pins.all().keySet()) {
            refreshQuietly(root);
        }
        for (Cid root : replicas.all().keySet()) {
            refreshQuietly(root);
        }
    }

    /** Where blocks that are not here come from; until this is called, from nowhere. It checks them against their ids. */
    public void fetchFrom(BlockReader source) {
        network = source;
    }

    public long usedBytes() {
        return blocks.usedBytes();
    }

    public long cachedBytes() {
        return cache.usedBytes();
    }

    /** Bytes of all replicas; what two of them share counts twice. */
    public long replicaBytes() {
        return replicaBytes.get();
    }

    /** The same blocks as peers may have them. */
    public PeerBlocks peerBlocks() {
        return new TradedBlocks(blocks, cache, publicBlocks, rules);
    }

    @Override
    public ContentStat put(InputStream content) throws IOException {
        makeRoom();
        return store(writing -> new FileBuilder(writing).build(content), pins);
    }

    @Override
    public ContentStat pin(Cid cid) throws IOException {
        makeRoom();
        return keep(cid, MAX_FETCHED_BYTES, pins);
    }

    /**
     * Keeps content for others, fetching what is not here. Once is enough: a second call changes nothing. Called
     * by one thread.
     *
     * @param maxBytes largest content to keep
     * @param provided whether it is public
     */
    public ContentStat keepReplica(Cid cid, long maxBytes, boolean provided) throws IOException {
        Optional<Pin> kept = replicas.get(cid);
        ContentStat stat;
        if (kept.isPresent() && kept.get().count() > 0 && blocks.has(cid)) {
            stat = stat(cid, kept.get());
        } else {
            if (replicaBytes.get() + maxBytes > limits.replicaBytes()) {
                throw new IOException("the room for replicas is full");
            }
            stat = keep(cid, maxBytes, replicas);
            if (kept.isEmpty()) {
                replicaBytes.addAndGet(stat.size());
            }
        }
        if (!provided) {
            return stat;
        }
        Pin pin = replicas.provide(cid);
        refresh(cid);
        return stat(cid, pin);
    }

    /** Lets go of a replica; its bytes go with the next sweep. */
    public void dropReplica(Cid cid) throws IOException {
        // One of several threads that let go of it counts it.
        synchronized (replicas) {
            Optional<Pin> kept = replicas.get(cid);
            if (kept.isEmpty()) {
                return;
            }
            replicas.forget(cid);
            replicaBytes.addAndGet(-kept.get().size());
        }
        garbage = true;
        refresh(cid);
    }

    /** What is kept for others. */
    public Set<Cid> replicas() throws IOException {
        return Set.copyOf(replicas.all().keySet());
    }

    /** Forgets content however often it was pinned, and deletes its bytes now unless other content needs them. */
    public void remove(Cid cid) throws IOException {
        Set<Cid> gone = new HashSet<>();
        try {
            mark(cid, gone);
        } catch (IOException e) {
            gone.add(cid);
        }
        pins.forget(cid);
        dropReplica(cid);
        refresh(cid);
        for (Cid block : gone) {
            cache.remove(block);
        }
        sweep();
    }

    @Override
    public Optional<ContentStat> stat(Cid cid) throws IOException {
        if (!blocks.has(cid)) {
            return Optional.empty();
        }
        Optional<Pin> pin = pins.get(cid);
        Optional<Pin> replica = replicas.get(cid);
        if (pin.isEmpty() || (pin.get().count() == 0 && replica.isPresent())) {
            return replica.map(value -> stat(cid, value));
        }
        boolean provided = pin.get().provided() || replica.map(Pin::provided).orElse(false);
        return Optional.of(stat(cid, provided ? pin.get().asProvided() : pin.get()));
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
        refuseDenied(cid);
        pins.provide(cid);
        refresh(cid);
    }

    @Override
    public void unpin(Cid cid) throws IOException {
        if (pins.release(cid).count() == 0) {
            garbage = true;
            refresh(cid);
        }
    }

    /**
     * Deletes every block that no kept content needs. When a node of a kept tree is damaged or missing, nothing is
     * deleted: what it still holds cannot be told from garbage. A tree without its root holds nothing that could be read;
     * a copy of a running node's directory can have such pins.
     *
     * @return bytes that were freed
     */
    public long sweep() throws IOException {
        sweeping.writeLock().lock();
        try {
            Set<Cid> live = new HashSet<>();
            for (PinFiles kept : List.of(pins, replicas)) {
                for (Map.Entry<Cid, Pin> entry : kept.all().entrySet()) {
                    if (entry.getValue().count() == 0) {
                        kept.forget(entry.getKey());
                    } else if (blocks.has(entry.getKey())) {
                        mark(entry.getKey(), live);
                    }
                }
            }
            long freed = blocks.sweep(live::contains);
            garbage = false;
            return freed;
        } finally {
            sweeping.writeLock().unlock();
        }
    }

    /** Pins content of which every block is here, in the cache, or to be had from the network. */
    private ContentStat keep(Cid cid, long maxBytes, PinFiles kept) throws IOException {
        refuseDenied(cid);
        return store(writing -> new TreeCopy(this::obtain, writing, maxBytes).copy(cid), kept);
    }

    private byte[] obtain(Cid cid) throws IOException {
        if (blocks.has(cid)) {
            return blocks.read(cid);
        }
        Optional<byte[]> cached = cache.get(cid);
        return cached.isPresent() ? cached.get() : network.read(cid);
    }

    private ContentStat store(Source source, PinFiles kept) throws IOException {
        boolean done = false;
        sweeping.readLock().lock();
        try {
            BlockFiles.Writing writing = blocks.writing();
            FileTree tree = source.write(writing);
            refuseDenied(tree.root());
            writing.sync();
            Pin pin = kept.add(tree.root(), tree.size(), tree.blocks());
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

    /** The cache goes first, then replicas, the largest first. */
    private void makeRoom() throws IOException {
        long headroom = limits.headroom();
        if (!blocks.diskHasRoomFor(headroom)) {
            cache.shrink(0);
        }
        if (garbage && blocks.usedBytes() > limits.quotaBytes() / 2) {
            sweep();
        }
        if (blocks.usedBytes() <= limits.quotaBytes() - headroom && blocks.diskHasRoomFor(headroom)) {
            return;
        }
        List<Map.Entry<Cid, Pin>> largest = new ArrayList<>(replicas.all().entrySet());
        largest.sort((a, b) -> Long.compare(b.getValue().size(), a.getValue().size()));
        long freed = 0;
        for (Map.Entry<Cid, Pin> replica : largest) {
            if (freed < headroom) {
                freed += replica.getValue().size();
                dropReplica(replica.getKey());
            }
        }
        if (freed > 0) {
            sweep();
        }
    }

    private void refuseDenied(Cid cid) throws ContentDenied {
        if (rules.denied().test(cid)) {
            throw new ContentDenied(cid);
        }
    }

    /** Makes what may leave agree with the records of a root. */
    private void refresh(Cid root) throws IOException {
        boolean provided = pins.get(root).map(Pin::provided).orElse(false)
                || replicas.get(root).map(Pin::provided).orElse(false);
        if (!provided) {
            publicBlocks.withdraw(root);
        } else if (!publicBlocks.isPublic(root)) {
            Set<Cid> tree = new HashSet<>();
            mark(root, tree);
            publicBlocks.publish(root, tree);
        }
    }

    private void refreshQuietly(Cid root) {
        try {
            refresh(root);
        } catch (IOException e) {
            LOG.warn("content {} cannot be given out: {}", root, e.getMessage());
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

    /** Writes the blocks of one tree, children first. */
    @FunctionalInterface
    private interface Source {
        FileTree write(BlockFiles.Writing writing) throws IOException;
    }
}
