package one.imago.chain.backup;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import one.imago.chain.consensus.ChainService;
import one.imago.chain.consensus.LedgerCheck;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.state.FinalPointer;
import one.imago.node.crypto.Hash;
import one.imago.node.storage.DataDirectory;
import one.imago.node.storage.RocksStorage;

/**
 * Makes a backup of a running node: a checkpoint of the ledger and hard links to the content, taken aside in the scratch
 * directory, so that nothing changes under the stream. Content that arrives afterwards is not in it.
 */
final class BackupSource {
    private final Genesis genesis;
    private final ChainService chain;
    private final DataDirectory directory;

    BackupSource(Genesis genesis, ChainService chain, DataDirectory directory) {
        this.genesis = genesis;
        this.chain = chain;
        this.directory = directory;
    }

    /**
     * A backup to be read once.
     *
     * @param length bytes of the stream
     * @param stream removes what was taken aside when it is closed
     */
    record Prepared(long length, InputStream stream) {}

    Prepared prepare() throws IOException {
        Files.createDirectories(directory.scratch());
        Path aside = Files.createTempDirectory(directory.scratch(), "backup-");
        try {
            linkContent(aside);
            chain.checkpoint(aside.resolve("ledger"));
            Files.writeString(aside.resolve("genesis.toml"), genesis.toToml(), StandardCharsets.UTF_8);
            FinalPointer pointer;
            try (RocksStorage storage = new RocksStorage(new DataDirectory(aside))) {
                pointer = LedgerCheck.pointer(genesis, storage);
            }
            return stream(aside, pointer);
        } catch (IOException | RuntimeException e) {
            Trees.delete(aside);
            throw e;
        }
    }

    private void linkContent(Path aside) throws IOException {
        for (Path file : Trees.files(directory.content())) {
            String path = directory.root().relativize(file).toString().replace('\\', '/');
            // Half-written files are of no use to anyone.
            if (path.startsWith("content/incoming/") || !Manifest.isAllowed(path)) {
                continue;
            }
            Path link = aside.resolve(path);
            Files.createDirectories(link.resolve("..").normalize());
            try {
                Files.createLink(link, file);
            } catch (NoSuchFileException e) {
                // collected since it was listed
            } catch (UnsupportedOperationException e) {
                Files.copy(file, link);
            }
        }
    }

    @SuppressWarnings("JdkObsolete") // SequenceInputStream asks for an Enumeration
    private Prepared stream(Path aside, FinalPointer pointer) throws IOException {
        SortedMap<String, Manifest.FileEntry> files = new TreeMap<>();
        long length = Tar.end().length;
        for (Path file : Trees.files(aside)) {
            String path = aside.relativize(file).toString().replace('\\', '/');
            if (Manifest.isAllowed(path)) {
                Manifest.FileEntry entry = entry(file);
                files.put(path, entry);
                length += Tar.BLOCK + entry.size() + new Tar.Entry(path, entry.size()).padding();
            }
        }
        byte[] manifest = new Manifest(genesis.chainId(), pointer.height(), files).encode();
        Tar.Entry first = new Tar.Entry(Manifest.NAME, manifest.length);
        length += Tar.BLOCK + manifest.length + first.padding();
        Iterator<Map.Entry<String, Manifest.FileEntry>> rest = files.entrySet().iterator();
        Enumeration<InputStream> parts = new Enumeration<>() {
            private boolean started;
            private boolean ended;

            @Override
            public boolean hasMoreElements() {
                return !ended;
            }

            @Override
            public InputStream nextElement() {
                if (!started) {
                    started = true;
                    return framed(first, new ByteArrayInputStream(manifest));
                }
                if (rest.hasNext()) {
                    return open(aside, rest.next());
                }
                ended = true;
                return new ByteArrayInputStream(Tar.end());
            }
        };
        return new Prepared(length, new Closing(new SequenceInputStream(parts), aside));
    }

    private static InputStream open(Path aside, Map.Entry<String, Manifest.FileEntry> file) {
        Tar.Entry entry = new Tar.Entry(file.getKey(), file.getValue().size());
        try {
            return framed(entry, new BufferedInputStream(Files.newInputStream(aside.resolve(file.getKey()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream framed(Tar.Entry entry, InputStream content) {
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(entry.header()),
                content,
                new ByteArrayInputStream(new byte[entry.padding()]))));
    }

    private static Manifest.FileEntry entry(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), Hash.digest())) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return new Manifest.FileEntry(Hash.of(in.getMessageDigest().digest()), size);
        }
    }

    /** Removes what was taken aside once the stream is closed. */
    private static final class Closing extends FilterInputStream {
        private final Path aside;

        Closing(InputStream in, Path aside) {
            super(in);
            this.aside = aside;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                Trees.delete(aside);
            }
        }
    }
}
