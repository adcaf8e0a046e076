package one.imago.chain.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import one.imago.chain.consensus.LedgerCheck;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.genesis.GenesisException;
import one.imago.chain.state.FinalPointer;
import one.imago.node.crypto.Hash;
import one.imago.node.storage.DataDirectory;
import one.imago.node.storage.DirectoryLock;
import one.imago.node.storage.FormatVersion;
import one.imago.node.storage.RocksStorage;
import one.imago.node.storage.StorageException;

/**
 * The way back from a backup: a tar of a manifest, {@code genesis.toml}, {@code ledger/} and {@code content/}. No keys
 * are in it. Everything is checked beside the data directory before anything stands in it.
 */
public final class Backup {
    private static final String WORK = "restoring";
    private static final int BUFFER = 64 * 1024;

    private Backup() {}

    /**
     * What was restored.
     *
     * @param chainId of the ledger
     * @param height newest final block
     * @param bytes of all files
     */
    public record Restored(Hash chainId, long height, long bytes) {}

    @SuppressWarnings("try") // the lock is held, never read
    public static Restored restore(Path file, Path dataDirectory) throws IOException, BackupRejected {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            return restore(in, dataDirectory);
        }
    }

    /**
     * Restores into a data directory that has no ledger and no content yet; a keystore in it stays. Every file must be
     * the one that the manifest names, the ledger must open, its state root recompute, its last final block carry the
     * votes of the genesis's producers.
     *
     * @throws BackupRejected when it does not hold, or the directory is not free; nothing was changed
     * @throws StorageException when the directory is in use, or the disk full or broken
     */
    @SuppressWarnings("try") // the lock is held, never read
    public static Restored restore(InputStream backup, Path dataDirectory) throws IOException, BackupRejected {
        DataDirectory target = new DataDirectory(dataDirectory);
        try (DirectoryLock lock = DirectoryLock.acquire(target)) {
            for (Path taken : List.of(target.store("ledger"), target.content(), target.genesis(), target.version())) {
                if (Files.exists(taken)) {
                    throw new BackupRejected(
                            taken + " exists already: restore into a directory without a ledger, or move it away");
                }
            }
            Path work = dataDirectory.resolve(WORK);
            Trees.delete(work);
            try {
                Manifest manifest = unpack(backup, work);
                check(manifest, new DataDirectory(work));
                moveIn(new DataDirectory(work), target);
                long bytes = manifest.files().values().stream()
                        .mapToLong(Manifest.FileEntry::size)
                        .sum();
                return new Restored(manifest.chainId(), manifest.height(), bytes);
            } finally {
                Trees.delete(work);
            }
        }
    }

    /** The height that a backup says it is of; nothing of it is checked. */
    public static long height(Path file) throws IOException, BackupRejected {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            return manifest(in).height();
        }
    }

    private static Manifest manifest(InputStream in) throws IOException, BackupRejected {
        Tar.Entry first = Tar.next(in).orElseThrow(() -> new BackupRejected("the backup is empty"));
        if (!first.name().equals(Manifest.NAME) || first.size() > Manifest.MAX_SIZE) {
            throw new BackupRejected("this is not a backup: it does not start with a manifest");
        }
        byte[] bytes = in.readNBytes((int) first.size());
        in.skipNBytes(first.padding());
        return Manifest.decode(bytes);
    }

    private static Manifest unpack(InputStream in, Path work) throws IOException, BackupRejected {
        DataDirectory directory = new DataDirectory(work);
        directory.create();
        // First, while there is no ledger beside it; moved in last.
        FormatVersion.check(directory);
        Manifest manifest = manifest(in);
        Set<String> seen = new HashSet<>();
        for (Optional<Tar.Entry> entry = Tar.next(in); entry.isPresent(); entry = Tar.next(in)) {
            Manifest.FileEntry expected = manifest.files().get(entry.get().name());
            if (expected == null
                    || expected.size() != entry.get().size()
                    || !seen.add(entry.get().name())) {
                throw new BackupRejected("the backup holds a file that its manifest does not name");
            }
            unpack(in, entry.get(), expected, work);
        }
        if (seen.size() != manifest.files().size()) {
            throw new BackupRejected("the backup lacks files that its manifest names");
        }
        return manifest;
    }

    private static void unpack(InputStream in, Tar.Entry entry, Manifest.FileEntry expected, Path work)
            throws IOException, BackupRejected {
        Path file = work.resolve(entry.name());
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(work));
        DigestInputStream digesting = new DigestInputStream(in, Hash.digest());
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (long left = entry.size(); left > 0; ) {
                int read = digesting.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new BackupRejected("the backup is cut off");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        if (!Hash.of(digesting.getMessageDigest().digest()).equals(expected.sha256())) {
            throw new BackupRejected("the backup is damaged: " + entry.name() + " is not what the manifest says");
        }
        in.skipNBytes(entry.padding());
    }

    private static void check(Manifest manifest, DataDirectory work) throws IOException, BackupRejected {
        if (!Files.exists(work.genesis()) || !Files.isDirectory(work.store("ledger"))) {
            throw new BackupRejected("the backup lacks its genesis or its ledger");
        }
        try (RocksStorage storage = new RocksStorage(work)) {
            Genesis genesis = Genesis.read(work.genesis());
            FinalPointer pointer = LedgerCheck.check(genesis, storage);
            if (!genesis.chainId().equals(manifest.chainId()) || pointer.height() != manifest.height()) {
                throw new BackupRejected("the ledger in the backup is not the one that its manifest names");
            }
        } catch (GenesisException e) {
            throw new BackupRejected("the genesis in the backup cannot be read: " + e.getMessage());
        } catch (StorageException e) {
            if (e.diskFull()) {
                throw e;
            }
            throw new BackupRejected("the ledger in the backup does not hold: " + e.getMessage());
        }
    }

    /** VERSION comes last: a node refuses a ledger without it. */
    private static void moveIn(DataDirectory work, DataDirectory target) throws IOException {
        Files.move(work.store("ledger"), target.store("ledger"));
        if (Files.exists(work.content())) {
            Files.move(work.content(), target.content());
        }
        Files.move(work.genesis(), target.genesis());
        Files.move(work.version(), target.version());
    }
}
