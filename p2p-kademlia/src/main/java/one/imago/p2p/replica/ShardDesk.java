package one.imago.p2p.replica;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import one.imago.node.content.Cid;
import one.imago.node.content.ContentStat;
import one.imago.node.content.ContentStore;
import one.imago.node.storage.PrivateFiles;
import one.imago.p2p.erasure.ShardCoder;
import one.imago.p2p.erasure.ShardLayout;
import one.imago.p2p.erasure.ShardManifest;
import one.imago.p2p.proof.LeafTree;

/**
 * Cuts sealed originals into shards in the content store, puts them together again, and makes lost shards anew. Shards are
 * ciphertext and public; the original that they come from stays private. Goes through the disk, stripe by stripe; blocks.
 * Thread-safe.
 */
public final class ShardDesk {
    /** Shards that suffice. */
    public static final int DATA = 10;

    /** Shards there are, unless more are asked for. */
    public static final int TOTAL = 30;

    /** Shards of an original that matters more. */
    public static final int PREMIUM_TOTAL = 40;

    /** With no more shards than this left, the lost ones are made anew. */
    public static final int REPAIR_AT = 20;

    private final ContentStore content;
    private final Path scratch;

    /**
     * @param scratch for shards while they are made; emptied by {@link #open}, used by nobody else
     */
    public ShardDesk(ContentStore content, Path scratch) {
        this.content = content;
        this.scratch = scratch;
    }

    /** Makes the directory and removes what a crash left. */
    public void open() throws IOException {
        PrivateFiles.createDirectory(scratch);
        try (Stream<Path> leftovers = Files.walk(scratch)) {
            for (Path leftover : leftovers.filter(Files::isRegularFile).toList()) {
                Files.delete(leftover);
            }
        }
    }

    /**
     * Cuts content into shards, pins and provides them and their manifest.
     *
     * @param sealed the content, on this node
     * @param total {@link #TOTAL} or {@link #PREMIUM_TOTAL}
     * @return id of the manifest
     */
    public Cid cut(Cid sealed, int total) throws IOException {
        ContentStat stat = content.stat(sealed).orElseThrow(() -> absent(sealed));
        ShardLayout layout = new ShardLayout(DATA, total, stat.size());
        List<Cid> pinned = new ArrayList<>();
        try (Drafts drafts = new Drafts();
                InputStream file = open(sealed)) {
            List<OutputStream> shards = new ArrayList<>();
            for (int i = 0; i < total; i++) {
                shards.add(drafts.create(i));
            }
            new ShardCoder(layout).cut(file, shards);
            List<ShardManifest.Shard> named = new ArrayList<>();
            for (int i = 0; i < total; i++) {
                drafts.finish(i);
                Cid cid = put(drafts.read(i)).cid();
                pinned.add(cid);
                try (InputStream shard = drafts.read(i)) {
                    named.add(new ShardManifest.Shard(cid, LeafTree.of(shard).root()));
                }
            }
            byte[] manifest = new ShardManifest(layout, sealed, named).encode();
            Cid root = put(new ByteArrayInputStream(manifest)).cid();
            pinned.add(root);
            for (Cid cid : pinned) {
                content.provide(cid);
            }
            return root;
        } catch (IOException | RuntimeException e) {
            for (Cid cid : pinned) {
                content.unpin(cid);
            }
            throw e;
        }
    }

    /**
     * Puts content together from any shards that this node has or can fetch, and pins it, private.
     *
     * @param manifest id of its manifest
     */
    public ContentStat join(Cid manifest) throws IOException {
        ShardManifest named = manifest(manifest);
        try (Fetched shards = new Fetched(named, shard -> true, named.layout().data());
                Drafts drafts = new Drafts()) {
            try (OutputStream file = drafts.create(0)) {
                new ShardCoder(named.layout()).join(shards.streams, file);
            }
            ContentStat stat = put(drafts.read(0));
            if (!stat.cid().equals(named.content())) {
                content.unpin(stat.cid());
                throw new IOException("the shards of " + manifest + " do not give the content that it names");
            }
            return stat;
        }
    }

    /**
     * Makes lost shards anew, pins and provides them, when {@link #REPAIR_AT} or fewer are left.
     *
     * @param alive whether a shard has a holder
     * @return numbers of the shards that were made; none when enough are left
     */
    public SortedSet<Integer> repair(Cid manifest, Predicate<Cid> alive) throws IOException {
        ShardManifest named = manifest(manifest);
        SortedSet<Integer> lost = new TreeSet<>();
        for (int i = 0; i < named.shards().size(); i++) {
            if (!alive.test(named.shards().get(i).cid())) {
                lost.add(i);
            }
        }
        if (named.layout().total() - lost.size() > REPAIR_AT) {
            return new TreeSet<>();
        }
        try (Fetched shards = new Fetched(named, alive, named.layout().data());
                Drafts drafts = new Drafts()) {
            SortedMap<Integer, OutputStream> made = new TreeMap<>();
            for (int number : lost) {
                made.put(number, drafts.create(number));
            }
            new ShardCoder(named.layout()).repair(shards.streams, made);
            for (int number : lost) {
                drafts.finish(number);
                Cid cid = put(drafts.read(number)).cid();
                if (!cid.equals(named.shards().get(number).cid())) {
                    content.unpin(cid);
                    throw new IOException("a shard made anew is not the one that " + manifest + " names");
                }
                content.provide(cid);
            }
        }
        return lost;
    }

    private ShardManifest manifest(Cid cid) throws IOException {
        Optional<ContentStat> here = content.stat(cid);
        ContentStat stat = here.isPresent() ? here.get() : content.pin(cid);
        if (stat.size() > ShardManifest.MAX_BYTES) {
            throw new IOException("content " + cid + " is too long for a manifest");
        }
        try (InputStream stream = open(cid)) {
            return ShardManifest.decode(stream.readAllBytes());
        }
    }

    private ContentStat put(InputStream stream) throws IOException {
        try (stream) {
            return content.put(stream);
        }
    }

    private InputStream open(Cid cid) throws IOException {
        return content.open(cid).orElseThrow(() -> absent(cid));
    }

    private static IOException absent(Cid cid) {
        return new IOException("content " + cid + " is not on this node");
    }

    /** The first shards that can be had, pinned while they are read. */
    private final class Fetched implements Closeable {
        private final SortedMap<Integer, InputStream> streams = new TreeMap<>();
        private final List<Cid> pinned = new ArrayList<>();

        Fetched(ShardManifest manifest, Predicate<Cid> alive, int enough) throws IOException {
            IOException last = new IOException("no shard is left");
            for (int i = 0; i < manifest.shards().size() && streams.size() < enough; i++) {
                Cid cid = manifest.shards().get(i).cid();
                if (alive.test(cid)) {
                    try {
                        ContentStat stat = content.pin(cid);
                        pinned.add(cid);
                        if (stat.size() != manifest.layout().shardBytes()) {
                            throw new IOException("shard " + cid + " has another size than its manifest says");
                        }
                        streams.put(i, open(cid));
                    } catch (IOException e) {
                        last = e;
                    }
                }
            }
            if (streams.size() < enough) {
                close();
                throw new IOException(
                        "only " + streams.size() + " of " + enough + " shards could be had: " + last.getMessage(),
                        last);
            }
        }

        @Override
        public void close() throws IOException {
            for (InputStream stream : streams.values()) {
                stream.close();
            }
            for (Cid cid : pinned) {
                content.unpin(cid);
            }
        }
    }

    /** Files of shards that are being made. */
    private final class Drafts implements Closeable {
        private final Path directory;
        private final SortedMap<Integer, OutputStream> open = new TreeMap<>();

        Drafts() throws IOException {
            directory = Files.createTempDirectory(scratch, "shards");
        }

        OutputStream create(int number) throws IOException {
            OutputStream stream = Files.newOutputStream(path(number));
            open.put(number, stream);
            return stream;
        }

        void finish(int number) throws IOException {
            OutputStream stream = open.remove(number);
            if (stream != null) {
                stream.close();
            }
        }

        InputStream read(int number) throws IOException {
            return Files.newInputStream(path(number));
        }

        private Path path(int number) {
            return directory.resolve(Integer.toString(number));
        }

        @Override
        public void close() throws IOException {
            for (OutputStream stream : open.values()) {
                stream.close();
            }
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }
}
