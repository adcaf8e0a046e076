package one.imago.cli.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import one.imago.chain.allocation.Share;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.genesis.WhitePaperNetwork;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Progress;
import one.imago.cli.terminal.Terminal;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Keystore;
import one.imago.node.crypto.KeystoreException;
import one.imago.node.crypto.PublicKey;
import one.imago.node.storage.DataDirectory;
import one.imago.node.storage.FormatVersion;
import one.imago.node.storage.PrivateFiles;

/**
 * The directory of a network while it is made. Everything is written beside the place and moved there at the end: a
 * command that fails or is killed leaves nothing in it. Closing takes away what was not moved.
 */
final class NetworkDirectory implements AutoCloseable {
    private static final String PRODUCER_KEY = "producer";
    private static final String DEV_KEY = "dev";
    private static final byte[] SETTINGS = """
            # Written by: imago network create. The genesis.toml beside this file says which network it is.
            producer = "%s"
            # Any free port, so that several nodes can run on one machine; rpc.url says which. Or give --rpc-port.
            rpc-port = 0
            """.formatted(PRODUCER_KEY).getBytes(StandardCharsets.UTF_8);

    private final Path target;
    private final Path part;

    private NetworkDirectory(Path target, Path part) {
        this.target = target;
        this.part = part;
    }

    /**
     * What was made.
     *
     * @param genesisFile in its place
     * @param nodes data directories, in their places
     */
    record Written(Genesis genesis, Path genesisFile, List<Path> nodes) {}

    /** Checks that {@code target} is new or empty and can be written. */
    static NetworkDirectory prepare(Path target) throws Failure, IOException {
        Path parent = target.getParent();
        if (parent == null) {
            throw Failure.refused("not-empty", target + " is not a directory for a network", "name a new one");
        }
        if (Files.exists(target)) {
            if (!Files.isDirectory(target)) {
                throw Failure.refused("not-a-directory", target + " is a file", "name a new directory");
            }
            try (Stream<Path> entries = Files.list(target)) {
                if (entries.findAny().isPresent()) {
                    throw Failure.refused("not-empty", target + " is not empty", "name a new directory");
                }
            }
        }
        if (!Files.isDirectory(parent)) {
            throw Failure.refused("directory-not-found", "there is no directory " + parent, "make it first");
        }
        if (!Files.isWritable(parent)) {
            throw Failure.refused("not-writable", "nothing can be written in " + parent, "check its permissions");
        }
        Path part = parent.resolve(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        delete(part);
        return new NetworkDirectory(target, part);
    }

    /** Makes the keys and the genesis, writes all of it and moves it into its place. */
    Written write(Terminal terminal, int producers, String network, Genesis.Parameters parameters, char[] passphrase)
            throws IOException, KeystoreException {
        PrivateFiles.createDirectory(part);
        List<PublicKey> producerKeys = new ArrayList<>();
        Map<Share, Address> holders = new EnumMap<>(Share.class);
        try (Progress progress = Progress.start(terminal, "keys", producers + Share.values().length)) {
            for (int i = 0; i < producers; i++) {
                producerKeys.add(key(terminal, node(part, i), PRODUCER_KEY, passphrase));
                progress.step("node" + i);
            }
            for (Share share : Share.values()) {
                String name = share == Share.COMMUNITY ? DEV_KEY : share.toString();
                holders.put(
                        share, key(terminal, node(part, 0), name, passphrase).address());
                progress.step(name);
            }
        }
        byte[] salt = new byte[Hash.LENGTH];
        terminal.random().nextBytes(salt);
        Genesis genesis = WhitePaperNetwork.create(
                network, holders, producerKeys, Hash.of(salt), terminal.clock().millis(), parameters);
        byte[] toml = genesis.toToml().getBytes(StandardCharsets.UTF_8);
        List<Path> nodes = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            DataDirectory data = node(part, i);
            PrivateFiles.create(data.genesis(), toml);
            PrivateFiles.create(data.configuration(), SETTINGS);
            FormatVersion.check(data);
            nodes.add(node(target, i).root());
        }
        PrivateFiles.create(part.resolve("genesis.toml"), toml);
        Files.deleteIfExists(target);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        return new Written(genesis, target.resolve("genesis.toml"), nodes);
    }

    private static DataDirectory node(Path network, int number) {
        return new DataDirectory(network.resolve("node" + number));
    }

    private static PublicKey key(Terminal terminal, DataDirectory data, String name, char[] passphrase)
            throws KeystoreException {
        data.create();
        return new Keystore(data.keystore(), terminal.random())
                .create(name, passphrase)
                .publicKey();
    }

    @Override
    public void close() throws IOException {
        delete(part);
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path visited, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
