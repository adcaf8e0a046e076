package one.imago.cli.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import one.imago.chain.genesis.DevNetwork;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.genesis.GenesisException;
import one.imago.cli.client.KeyRing;
import one.imago.cli.terminal.Failure;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.KeyEntry;
import one.imago.node.crypto.Keystore;
import one.imago.node.crypto.KeystoreException;
import one.imago.node.crypto.PublicKey;
import one.imago.node.crypto.SigningKey;
import one.imago.node.storage.DataDirectory;
import one.imago.node.storage.DirectoryLock;
import one.imago.node.storage.FormatVersion;
import one.imago.node.storage.PrivateFiles;

/**
 * A data directory that this process holds, of the right format, with its genesis and producer key. On the first start
 * of a dev network it makes them: keys {@code dev} (funded) and {@code producer}, then the genesis, so that a crash
 * in between leaves keys that the next start takes up.
 */
final class PreparedDirectory implements AutoCloseable {
    private static final String DEV_KEY = "dev";
    private static final String PRODUCER_KEY = "producer";

    private final DataDirectory data;
    private final Surroundings surroundings;
    private final DirectoryLock lock;
    private final Genesis genesis;
    private final CompletableFuture<Optional<SigningKey>> producer;

    private PreparedDirectory(
            DataDirectory data,
            Surroundings surroundings,
            DirectoryLock lock,
            Genesis genesis,
            CompletableFuture<Optional<SigningKey>> producer) {
        this.data = data;
        this.surroundings = surroundings;
        this.lock = lock;
        this.genesis = genesis;
        this.producer = producer;
    }

    /**
     * Which network, and who makes its blocks.
     *
     * @param network {@code dev}, or the path of a genesis file
     * @param producer name of a key; empty for none, or on dev for the one that was made with it
     */
    record Wish(String network, String producer) {
        boolean isDev() {
            return network.equals(DevNetwork.NAME);
        }

        private String producerKey() {
            return producer.isEmpty() && isDev() ? PRODUCER_KEY : producer;
        }
    }

    /**
     * Locks and prepares.
     *
     * @throws one.imago.node.storage.StorageException when another node holds it or it is of another format
     */
    static PreparedDirectory open(DataDirectory data, Surroundings surroundings, Wish wish, NodePassphrases source)
            throws Failure, IOException {
        DirectoryLock lock = DirectoryLock.acquire(data);
        boolean done = false;
        try {
            FormatVersion.check(data);
            Keystore keystore = new Keystore(data.keystore(), surroundings.random());
            Genesis genesis = genesis(data, surroundings, wish, keystore, source);
            PreparedDirectory directory =
                    new PreparedDirectory(data, surroundings, lock, genesis, producer(wish, keystore, genesis, source));
            done = true;
            return directory;
        } catch (KeystoreException e) {
            throw KeyRing.failure(e);
        } finally {
            if (!done) {
                lock.close();
            }
        }
    }

    private static Genesis genesis(
            DataDirectory data, Surroundings surroundings, Wish wish, Keystore keystore, NodePassphrases source)
            throws Failure, IOException, KeystoreException {
        Optional<Genesis> own = Files.exists(data.genesis()) ? Optional.of(read(data.genesis())) : Optional.empty();
        if (wish.isDev()) {
            return own.isPresent() ? own.get() : makeDev(data, surroundings, keystore, source);
        }
        Genesis wanted = read(Path.of(wish.network()));
        if (own.isEmpty()) {
            PrivateFiles.replace(data.genesis(), wanted.toToml().getBytes(StandardCharsets.UTF_8));
        } else if (!own.get().chainId().equals(wanted.chainId())) {
            throw Failure.refused(
                    "wrong-network",
                    "the data directory " + data.root() + " is of chain "
                            + own.get().chainId().hex() + ", and "
                            + wish.network() + " is of " + wanted.chainId().hex(),
                    "give each network a directory of its own with --data-dir");
        }
        return wanted;
    }

    private static Genesis read(Path file) throws Failure {
        try {
            return Genesis.read(file);
        } catch (IOException e) {
            throw Failure.refused(
                    "genesis-unreadable", "the genesis " + file + " cannot be read", "check --network; or use dev");
        } catch (GenesisException e) {
            throw Failure.refused("genesis-invalid", file + ": " + e.getMessage(), "");
        }
    }

    private static Genesis makeDev(
            DataDirectory data, Surroundings surroundings, Keystore keystore, NodePassphrases source)
            throws Failure, IOException, KeystoreException {
        PublicKey dev = keyOf(keystore, DEV_KEY, source);
        PublicKey producer = keyOf(keystore, PRODUCER_KEY, source);
        byte[] salt = new byte[Hash.LENGTH];
        surroundings.random().nextBytes(salt);
        Genesis genesis = DevNetwork.create(
                dev.address(), producer, Hash.of(salt), surroundings.clock().millis());
        PrivateFiles.replace(data.genesis(), genesis.toToml().getBytes(StandardCharsets.UTF_8));
        return genesis;
    }

    private static PublicKey keyOf(Keystore keystore, String name, NodePassphrases source)
            throws Failure, KeystoreException {
        Optional<KeyEntry> existing = keystore.find(name);
        if (existing.isPresent()) {
            return existing.get().publicKey();
        }
        char[] passphrase = source.of(name);
        try {
            return keystore.create(name, passphrase).publicKey();
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /** Opens the key beside whatever else the start has to do: its passphrase is expensive to try, on purpose. */
    private static CompletableFuture<Optional<SigningKey>> producer(
            Wish wish, Keystore keystore, Genesis genesis, NodePassphrases source) throws Failure, KeystoreException {
        String name = wish.producerKey();
        boolean madeWithNetwork = wish.producer().isEmpty();
        if (name.isEmpty() || (madeWithNetwork && keystore.find(name).isEmpty())) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        char[] passphrase = source.of(name);
        return CompletableFuture.supplyAsync(() -> {
            try {
                SigningKey key = keystore.unlock(name, passphrase);
                boolean produces = genesis.producers().stream()
                        .anyMatch(producer -> producer.key().equals(key.publicKey()));
                if (!produces && !madeWithNetwork) {
                    throw new CompletionException(Failure.refused(
                            "not-a-producer",
                            "key " + name + " is not among the producers of this network",
                            "leave --producer out to run a node that follows"));
                }
                return produces ? Optional.of(key) : Optional.empty();
            } catch (KeystoreException e) {
                throw new CompletionException(KeyRing.failure(e));
            } finally {
                Arrays.fill(passphrase, '\0');
            }
        });
    }

    DataDirectory data() {
        return data;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Genesis genesis() {
        return genesis;
    }

    /** Waits until the key is open. */
    Optional<SigningKey> producer() throws Failure {
        try {
            return producer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
